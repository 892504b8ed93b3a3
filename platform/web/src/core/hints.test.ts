import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FormDocument, FormHint, FormValues } from './documents';
import { FormStore } from './formStore';
import { HintBook } from './hints';
import type { HintItem } from './wire';

const HINT: FormHint = { id: 'last', kind: 'latest', beside: 'lines.price', title: {}, reads: ['customer', 'lines.product'] };
const FORM: FormDocument = {
  kind: 'form', version: 1, id: 'sale', title: {}, hints: [HINT],
  fields: [
    { id: 'customer', type: 'text', label: {} },
    { id: 'lines', type: 'subform', label: {}, min_rows: 2, fields: [{ id: 'product', type: 'text', label: {} }, { id: 'price', type: 'number', label: {} }] },
  ],
};

function opened() {
  const store = new FormStore(FORM, null, { memberId: '1', memberName: '', language: 'zh-CN', now: () => new Date(0) });
  const asked: FormValues[] = [];
  const ask = (values: FormValues): Promise<HintItem[]> => {
    asked.push(values);
    const rows = values['lines'] as FormValues[];
    return Promise.resolve(rows.flatMap((row, at) => (row['product'] === 'none' ? [] : [{ hint: 'last', row: at, value: `${String(row['product'])}!`, source: null }])));
  };
  const book = new HintBook(store, [HINT], ask);
  const told = (at: number) => book.at('lines.price', store.rows('lines')[at]!).map((one) => one.value);
  const fill = (at: number, product: string) => store.setCell('lines', store.rows('lines')[at]!, 'product', product);
  return { store, book, asked, told, fill };
}

describe('hints', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const rest = () => vi.advanceTimersByTimeAsync(300);

  it('are asked for all rows at once and never twice for the same values', async () => {
    const { store, asked, told, fill } = opened();
    store.set('customer', 'A');
    fill(0, 'cup');
    fill(1, 'mug');
    expect([told(0), told(1)]).toEqual([[], []]);
    await rest();
    expect([told(0), told(1)]).toEqual([['cup!'], ['mug!']]);
    fill(1, 'cup');
    expect(told(1)).toEqual(['cup!']);
    await rest();
    expect(asked.length).toBe(1);
    expect(asked[0]).toEqual({ customer: 'A', lines: [{ product: 'cup', price: null }, { product: 'mug', price: null }] });
  });

  it('are asked again for another customer, and not while nothing decides', async () => {
    const { store, asked, told, fill } = opened();
    told(0);
    await rest();
    expect(asked).toEqual([]);
    fill(0, 'none');
    expect(told(0)).toEqual([]);
    await rest();
    expect(told(0)).toEqual([]);
    store.set('customer', 'B');
    told(0);
    await rest();
    expect(asked.map((one) => one['customer'])).toEqual([null, 'B']);
  });
});
