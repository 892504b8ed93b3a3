/** What a form sends to the server: what somebody entered, and what of it changed. */
import { expect, it } from 'vitest';
import { open, stored } from './formStore.given';

it('sends ids, rows by their key, and nothing computed, hidden or read-only', () => {
  const store = open(stored());
  store.set('phone', '1');
  expect(store.values()).toEqual({
    bill_date: '2026-10-01', due: null, owner: null, team: null, customer: 'c1', kind: 'wholesale', discount: '1.00',
    lines: [
      { $row: '11', product: 'p1', qty: '2.0000', price: '3.000000' },
      { $row: '12', product: 'p2', qty: '1.0000', price: '5.000000' },
    ],
  });
});

it('knows what changed since it was opened', () => {
  const store = open(stored());
  expect(store.changed()).toEqual({});
  store.set('discount', '2.00');
  expect(store.changed()).toEqual({ discount: '2.00' });
  store.set('discount', '1.00');
  expect(store.isChanged()).toBe(false);
});
