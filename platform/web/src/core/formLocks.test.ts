/** Fields and cells that are read-only while a condition holds. */
import { expect, it } from 'vitest';
import type { FormDocument } from './documents';
import { FormStore } from './formStore';
import { context, document, label } from './formStore.given';

const FIXED = { cond: [{ field: 'kind', op: 'eq' as const, value: 'fixed' }] };
const FIXED_ROW = { cond: [{ field: 'lines.state', op: 'eq' as const, value: 'fixed' }] };
const locking = (more: Partial<Extract<FormDocument['fields'][number], { type: 'subform' }>> = {}): FormDocument => ({
  ...document,
  fields: [
    { id: 'kind', type: 'text', label },
    { id: 'price', type: 'number', label, readonly_when: FIXED, default: { formula: '{cost}*2' } },
    { id: 'cost', type: 'number', label, default: { value: '4' } },
    { id: 'double', type: 'formula', result: 'number', formula: '{price}*2', label },
    { id: 'lines', type: 'subform', label, ...more, fields: [{ id: 'state', type: 'text', label }, { id: 'price', type: 'number', label, required: true, readonly_when: FIXED_ROW }] },
  ],
});

it('makes a field read-only while its condition holds, and takes back what somebody typed there', () => {
  const store = new FormStore(locking(), { kind: 'open', price: '3', cost: '4', double: '6', lines: [] }, context);
  let told = 0;
  store.subscribe('?price', () => told++);
  store.set('price', '9');
  expect([store.isLocked('price'), store.get('price'), store.get('double')]).toEqual([false, '9', '18.00']);
  store.set('kind', 'fixed');
  expect([store.isLocked('price'), store.get('price'), store.get('double'), told]).toEqual([true, '3', '6.00', 1]);
  expect(store.changed()).toEqual({ kind: 'fixed' });
  store.set('kind', 'open');
  store.set('price', '7');
  expect([store.isLocked('price'), store.get('price'), store.changed()]).toEqual([false, '7', { price: '7' }]);
});

it('gives a locked field of a new record its default again, and lets it follow', () => {
  const store = new FormStore(locking(), null, context);
  expect(store.get('price')).toBe('8.00');
  store.set('price', '9');
  store.set('kind', 'fixed');
  store.set('cost', '5');
  expect([store.get('price'), store.get('double'), 'price' in store.values()]).toEqual(['10.00', '20.00', false]);
});

it('keeps what a chosen record brings into a locked field, and not what was typed over it', () => {
  const store = new FormStore(locking(), { kind: 'open', price: '3', cost: '4', lines: [] }, context);
  store.set('price', '9');
  store.set('cost', '1', { price: '6' });
  store.set('kind', 'fixed');
  expect(store.get('price')).toBe('6');
});

it('locks the cells of a row by its own values, also those that are pasted', () => {
  const store = new FormStore(locking(), { kind: 'open', lines: [{ $row: '1', state: 'open', price: '3' }, { $row: '2', state: 'fixed', price: null }] }, context);
  expect([store.isCellLocked('lines', '1', 'price'), store.isCellLocked('lines', '2', 'price')]).toEqual([false, true]);
  expect([store.isCellRequired('lines', '2', 'price'), store.problems()]).toEqual([false, {}]);
  store.paste('lines', 0, [{ state: 'fixed', price: '5' }, { state: 'open', price: '6' }, { state: 'fixed', price: '7' }]);
  expect(store.rows('lines').map((row) => store.cell('lines', row, 'price'))).toEqual(['3', '6', null]);
  store.undo('lines');
  expect(store.rows('lines').map((row) => [store.cell('lines', row, 'price'), store.isCellLocked('lines', row, 'price')])).toEqual([['3', false], [null, true]]);
});

it('gives a copied row nothing that it may not be given', () => {
  const store = new FormStore(locking(), { kind: 'open', lines: [{ $row: '1', state: 'fixed', price: '3' }] }, context);
  const [copy] = store.insertRows('lines', 1, [{ state: 'fixed', price: '3' }]);
  expect(store.cell('lines', copy!, 'price')).toBeNull();
});

it('brings the rows of a locked subform back, and hands them over again', () => {
  const store = new FormStore(locking({ readonly_when: FIXED }), { kind: 'open', lines: [{ $row: '1', state: 'a', price: '3' }] }, context);
  let told = 0;
  store.subscribe('?lines/1/state', () => told++);
  store.setCell('lines', '1', 'state', 'b');
  store.insertRows('lines', 1, [{ state: 'c' }]);
  store.set('kind', 'fixed');
  expect([store.rows('lines'), store.cell('lines', '1', 'state'), store.isCellLocked('lines', '1', 'state'), told]).toEqual([['1'], 'a', true, 1]);
  expect(store.changed()).toEqual({ kind: 'fixed' });
  store.set('kind', 'open');
  store.undo('lines');
  expect(store.rows('lines').map((row) => store.cell('lines', row, 'state'))).toEqual(['b', 'c']);
});
