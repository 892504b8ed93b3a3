/** Fields and cells that are shown, or asked for, while a condition holds. */
import { expect, it, vi } from 'vitest';
import type { FormDocument } from './documents';
import { FormStore } from './formStore';
import { context, document, label, open, stored } from './formStore.given';

it('hides a field, computes without it, and brings its value back', () => {
  const store = open(stored());
  const heard = vi.fn();
  store.subscribe('?discount', heard);
  store.set('kind', 'retail');
  expect(store.isVisible('discount')).toBe(false);
  expect(store.get('total')).toBe('11.00');
  expect(store.values()).not.toHaveProperty('discount');
  store.set('kind', 'wholesale');
  expect(store.get('total')).toBe('10.00');
  expect(heard).toHaveBeenCalledTimes(2);
});

it('hides a cell by the values of its own row', () => {
  const store = open(stored());
  expect(store.isCellVisible('lines', '11', 'batch')).toBe(false);
  store.setCell('lines', '11', 'qty', '11');
  expect(store.isCellVisible('lines', '11', 'batch')).toBe(true);
  expect(store.isCellVisible('lines', '12', 'batch')).toBe(false);
});

it('asks for a field, and for a cell, while its condition holds', () => {
  const asking: FormDocument = {
    kind: 'form', version: 1, id: 'claim', title: label,
    fields: [
      { id: 'kind', type: 'text', label },
      { id: 'why', type: 'text', label, required_when: { cond: [{ field: 'kind', op: 'eq', value: 'urgent' }] } },
      { id: 'lines', type: 'subform', label, fields: [{ id: 'state', type: 'text', label }, { id: 'cause', type: 'text', label, required_when: { cond: [{ field: 'lines.state', op: 'eq', value: 'broken' }] } }] },
    ],
  };
  const store = new FormStore(asking, { kind: 'usual', lines: [{ $row: '1', state: 'whole' }, { $row: '2', state: 'broken' }] }, context);
  let told = 0;
  store.subscribe('?why', () => told++);
  expect([store.isRequired('why'), store.isCellRequired('lines', '1', 'cause'), store.isCellRequired('lines', '2', 'cause')]).toEqual([false, false, true]);
  expect(Object.keys(store.problems())).toEqual(['lines.1.cause']);
  store.set('kind', 'urgent');
  expect([store.isRequired('why'), told]).toEqual([true, 1]);
  expect(Object.keys(store.problems())).toEqual(['why', 'lines.1.cause']);
  store.set('why', '断货');
  store.setCell('lines', '2', 'state', 'whole');
  expect(store.problems()).toEqual({});
});

it('neither hides nor locks nor asks for what only the server can judge', () => {
  const dear = { cond: [{ field: 'lines.product.price', op: 'gt' as const, value: '9' }] };
  const column = { id: 'note', type: 'text' as const, label, visible_when: dear, readonly_when: dear, required_when: dear };
  const judged: FormDocument = { ...document, fields: [{ id: 'lines', type: 'subform', label, fields: [{ id: 'product', type: 'reference', form: 'product', label }, column] }] };
  const store = new FormStore(judged, { lines: [{ $row: '1', product: { id: 'p1', title: '杯' }, note: null }] }, context);
  expect([store.isCellVisible('lines', '1', 'note'), store.isCellLocked('lines', '1', 'note'), store.isCellRequired('lines', '1', 'note')]).toEqual([true, false, false]);
});
