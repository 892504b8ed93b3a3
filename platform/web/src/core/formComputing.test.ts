/** What is computed after each change, and who is told of it. */
import { expect, it, vi } from 'vitest';
import { open, stored } from './formStore.given';

it('computes rows, then totals, then what follows from the totals', () => {
  const store = open(stored());
  store.setCell('lines', '11', 'qty', '4');
  expect(store.cell('lines', '11', 'amount')).toBe('12.00');
  expect(store.get('total')).toBe('16.00');
  expect(store.cell('lines', '11', 'share')).toBe('0.7500');
  expect(store.cell('lines', '12', 'share')).toBe('0.3125');
});

it('computes a pasted block at once and adds the rows it needs', () => {
  const store = open(stored());
  const heard = vi.fn();
  store.subscribe('total', heard);
  store.paste('lines', 1, [{ qty: '10', price: '1' }, { qty: '0.1', price: '0.2' }, { qty: '3', price: '0.33' }]);
  expect(store.rows('lines')).toHaveLength(4);
  expect(store.get('total')).toBe('16.01');
  expect(heard).toHaveBeenCalledTimes(1);
});

it('tells only the cells that changed', () => {
  const store = open(stored());
  const heard = { own: vi.fn(), other: vi.fn(), rows: vi.fn(), any: vi.fn() };
  store.subscribe('lines/11/amount', heard.own);
  store.subscribe('lines/12/amount', heard.other);
  store.subscribe('lines', heard.rows);
  store.subscribe('lines/*', heard.any);
  store.setCell('lines', '11', 'price', '3.5');
  expect(heard.own).toHaveBeenCalledTimes(1);
  expect(heard.other).not.toHaveBeenCalled();
  expect(heard.rows).not.toHaveBeenCalled();
  expect(heard.any).toHaveBeenCalledTimes(1);
});

it('computes a new row and forgets a removed one', () => {
  const store = open(stored());
  const keys = store.rows('lines');
  const [added] = store.insertRows('lines', 1, [{ qty: '2', price: '100', $row: '11' }]);
  expect(store.rows('lines')).toEqual(['11', added, '12']);
  expect(store.rows('lines')).not.toBe(keys);
  expect(store.cell('lines', added!, 'amount')).toBe('200.00');
  store.removeRow('lines', added!);
  expect(store.get('total')).toBe('10.00');
});

it('copies what a reference brings in the same step', () => {
  const store = open();
  const [row] = store.rows('lines');
  store.setCell('lines', row!, 'product', { id: 'p1', title: '杯' }, { price: '9.9' });
  store.setCell('lines', row!, 'qty', '2');
  store.set('customer', { id: 'c1', title: '客户一' }, { phone: '13800000000' });
  expect(store.cell('lines', row!, 'amount')).toBe('19.80');
  expect(store.get('phone')).toBe('13800000000');
});

it('leaves to the server what lies behind a reference, until it has learnt it', () => {
  const store = open(stored());
  expect(store.cell('lines', '11', 'cost')).toBe('2.50');
  store.setCell('lines', '11', 'qty', '4');
  expect(store.cell('lines', '11', 'cost')).toBeNull();
  store.learn('p1', { cost: '1.25' });
  store.setCell('lines', '11', 'qty', '6');
  expect(store.cell('lines', '11', 'cost')).toBe('7.50');
});

it('shows an error as its code and passes it on', () => {
  const store = open(stored());
  store.setCell('lines', '11', 'price', '9'.repeat(20));
  store.setCell('lines', '11', 'qty', '9'.repeat(14));
  expect(store.cell('lines', '11', 'amount')).toBe('#NUM');
  expect(store.get('total')).toBe('#NUM');
});
