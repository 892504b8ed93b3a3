import { describe, expect, it } from 'vitest';
import { keys, touched } from './keys';

describe('touched', () => {
  it('is the list and the one record', () => {
    const stale = touched({ type: 'record', app: 'jxc', form: 'sales_delivery', id: '7', event: 'approved' });
    expect(stale).toEqual([keys.records('jxc', 'sales_delivery'), keys.record('jxc', 'sales_delivery', '7')]);
  });

  it('is any record of the form for those whom the server does not tell which', () => {
    const stale = touched({ type: 'record', app: 'jxc', form: 'sales_delivery' });
    expect(stale).toEqual([keys.records('jxc', 'sales_delivery'), ['record', 'jxc', 'sales_delivery']]);
  });

  it('is the record and not the list where only its flow moved', () => {
    const stale = touched({ type: 'flow', app: 'jxc', form: 'sales_delivery', id: '7' });
    expect(stale).toEqual([keys.record('jxc', 'sales_delivery', '7')]);
  });

  it('is my tasks, and the record that one of them is about', () => {
    expect(touched({ type: 'task' })).toEqual([keys.tasks]);
    const stale = touched({ type: 'task', app: 'jxc', form: 'sales_delivery', id: '7' });
    expect(stale).toEqual([keys.tasks, keys.record('jxc', 'sales_delivery', '7')]);
  });
});
