/** Steps in a subform are taken back and done again. */
import { expect, it, vi } from 'vitest';
import { open, stored } from './formStore.given';

it('takes steps in a subform back and does them again, totals and all', () => {
  const store = open(stored());
  const seen = () => store.rows('lines').map((row) => [store.cell('lines', row, 'qty'), store.cell('lines', row, 'amount')]);
  const atFirst = seen();
  for (const typed of ['1', '12', '120']) store.setCell('lines', '11', 'qty', typed);
  store.endStep('lines');
  store.paste('lines', 1, [{ qty: '7' }, { qty: '8', price: '2' }]);
  store.removeRow('lines', '11');
  expect(store.get('total')).toBe('50.00');

  expect(store.undo('lines')).toBe(true); // the row is back
  expect(seen()).toEqual([['120', '360.00'], ['7', '35.00'], ['8', '16.00']]);
  expect(store.undo('lines')).toBe(true); // the paste is gone, with the row it added
  expect(seen()).toEqual([['120', '360.00'], ['1.0000', '5.00']]);
  expect(store.undo('lines')).toBe(true); // letters of one edit are one step
  expect(seen()).toEqual(atFirst);
  expect(store.get('total')).toBe('10.00');
  expect(store.isChanged()).toBe(false);
  expect(store.undo('lines')).toBe(false);

  expect([store.redo('lines'), store.redo('lines'), store.redo('lines'), store.redo('lines')]).toEqual([true, true, true, false]);
  expect(store.get('total')).toBe('50.00');
  store.undo('lines');
  store.setCell('lines', '11', 'qty', '5');
  expect(store.redo('lines')).toBe(false); // another way was taken
});

it('tells only the cells that a step back changed', () => {
  const store = open(stored());
  store.setCell('lines', '11', 'qty', '9');
  const [changed, other] = [vi.fn(), vi.fn()];
  store.subscribe('lines/11/qty', changed);
  store.subscribe('lines/12/qty', other);
  store.undo('lines');
  expect(changed).toHaveBeenCalledTimes(1);
  expect(other).not.toHaveBeenCalled();
});

it('fills in what a paste meant, without touching what was pasted, as one step', () => {
  const store = open(stored());
  store.paste('lines', 2, [{ qty: '3' }, { qty: '4', price: '9' }]);
  const [third, fourth] = store.rows('lines').slice(2) as [string, string];
  const product = { id: 'p3', title: '瓶' };
  store.complain('lines', fourth, 'product', { code: 'unknown_name', message: '找不到' });
  store.fill('lines', new Map([[third, { product, price: '2' }], [fourth, { product, price: '2' }]]));
  expect([store.cell('lines', third, 'amount'), store.cell('lines', fourth, 'amount')]).toEqual(['6.00', '36.00']);
  expect(store.cellErrors('lines', fourth, 'product')).toEqual([]);
  store.undo('lines');
  expect(store.rows('lines')).toEqual(['11', '12']);
  store.redo('lines');
  expect(store.cell('lines', third, 'product')).toEqual(product);
});
