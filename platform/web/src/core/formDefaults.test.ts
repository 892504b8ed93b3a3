/** A new record begins with its defaults, a stored one with what it has. */
import { expect, it } from 'vitest';
import { open, stored } from './formStore.given';

it('opens a new record with its defaults, also those that are formulas', () => {
  const store = open();
  expect(store.get('bill_date')).toBe('2026-10-15');
  expect(store.get('due')).toBe('2026-11-14');
  expect(store.get('owner')).toEqual({ id: '7', name: '张三' });
  expect(store.get('team')).toEqual({ id: '3', name: '销售部' });
  expect(store.get('kind')).toBe('retail');
  expect(store.rows('lines')).toHaveLength(1);
  expect(store.isChanged()).toBe(false);
});

it('lets a default formula follow until somebody fills the field in', () => {
  const store = open();
  store.set('bill_date', '2026-01-01');
  expect(store.get('due')).toBe('2026-01-31');
  store.set('due', '2026-06-01');
  store.set('bill_date', '2026-02-01');
  expect(store.get('due')).toBe('2026-06-01');
});

it('gives a stored record no defaults', () => {
  expect(open({ ...stored(), due: null }).get('due')).toBeNull();
});
