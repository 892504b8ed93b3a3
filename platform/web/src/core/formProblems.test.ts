/** What is wrong stands where it is: found here, or told by the server. */
import { expect, it, vi } from 'vitest';
import { open, stored } from './formStore.given';

it('puts the errors of the server at the rows they are about', () => {
  const store = open(stored());
  const heard = vi.fn();
  store.subscribe('!lines/12/qty', heard);
  const complaint = { code: 'too_small', message: '不能小于 0.0001', min: '0.0001' };
  store.setErrors({ 'lines.1.qty': [complaint], customer: [complaint] });
  expect(store.cellErrors('lines', '12', 'qty')).toEqual([complaint]);
  expect(store.errorsOf('customer')).toEqual([complaint]);
  store.setCell('lines', '12', 'qty', '2');
  expect(store.cellErrors('lines', '12', 'qty')).toEqual([]);
  expect(heard).toHaveBeenCalledTimes(2);
});

it('finds what is missing before the server does', () => {
  const store = open();
  store.set('bill_date', null);
  store.setCell('lines', store.rows('lines')[0]!, 'qty', '0');
  expect(Object.entries(store.problems()).map(([path, [one]]) => [path, one!.code])).toEqual([
    ['bill_date', 'required'],
    ['customer', 'required'],
    ['lines.0.product', 'required'],
    ['lines.0.qty', 'too_small'],
  ]);
});
