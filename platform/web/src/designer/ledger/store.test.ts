import { expect, it } from 'vitest';
import type { FormDocument } from '@/core/documents';
import type { Difference } from '../lib/Changes';
import { namedIn } from '../lib/names';
import { readAmount, wayOfKey, writeAmount, type LedgerDesignDocument } from './document';
import { aggregate, guessed, idFor, postingOf } from './guess';
import { countsAnew } from './LedgerChanges';
import { withoutPart } from './part-out';
import { createLedgerDesign } from './store';

const ORDER: FormDocument = {
  kind: 'form', version: 1, id: 'order', title: { 'zh-CN': '订单' },
  fields: [
    { id: 'day', type: 'date', label: { 'zh-CN': '日期' } },
    { id: 'customer', type: 'reference', form: 'customer', label: { 'zh-CN': '客户' } },
    { id: 'amount', type: 'money', scale: 2, label: { 'zh-CN': '金额' } },
    { id: 'lines', type: 'subform', label: { 'zh-CN': '明细' }, fields: [
      { id: 'product', type: 'reference', form: 'product', label: { 'zh-CN': '商品' } },
      { id: 'gift', type: 'reference', form: 'product', label: { 'zh-CN': '赠品' } },
      { id: 'qty', type: 'number', scale: 3, label: { 'zh-CN': '数量' } },
    ] },
  ],
};
const NAMED = namedIn(ORDER.fields, () => undefined, (field) => field.label['zh-CN'] ?? '');
const named = (...paths: string[]) => paths.map((path) => NAMED.find((one) => one.path === path)!);

const STOCK = (): LedgerDesignDocument => ({
  kind: 'ledger', version: 1, id: 'stock', title: { 'zh-CN': '库存' }, open: 'qty',
  dimensions: [
    { id: 'product', label: { 'zh-CN': '商品' }, type: 'reference', form: 'product' },
    { id: 'item', label: { 'zh-CN': '单据' }, type: 'text' },
    { id: 'due', label: { 'zh-CN': '到期' }, type: 'date' },
  ],
  measures: [{ id: 'qty', label: { 'zh-CN': '数量' } }, { id: 'value', label: { 'zh-CN': '金额' } }],
  postings: [
    { id: 'in', form: 'receipt', date: 'day', dimensions: { product: 'product', item: 'no', due: 'day' }, measures: { qty: '{qty}', value: '{amount}' } },
    { id: 'out', form: 'receipt', date: 'day', dimensions: { product: 'product', item: 'no', due: { found_by: { product: 'product', item: 'no' } } }, measures: { qty: '-{qty}' }, cost: { rule: 'taken', of: ['in'], into: 'cost' }, up_to: { check: 'free' } },
  ],
  checks: [{ id: 'free', label: { 'zh-CN': '可用' }, by: ['product', 'item'], terms: [{ measure: 'qty', empty: ['item'] }, { measure: 'value', sign: '-' }], code: 'NO', message: { 'zh-CN': '不足' } }],
  costing: { method: 'fifo', quantity: 'qty', value: 'value', scope: ['product'] },
  ageing: { date: 'due', measure: 'qty', by: ['product', 'item'] },
});

it('makes a whole ledger of a form, what to group by and what to add up', () => {
  expect(aggregate({ id: 'sales', title: { 'zh-CN': '销量' }, form: ORDER, each: 'lines', by: named('customer', 'lines.product'), sums: named('lines.qty'), counts: true, count: { 'zh-CN': '条数' }, named: NAMED })).toEqual({
    kind: 'ledger', version: 1, id: 'sales', title: { 'zh-CN': '销量' },
    dimensions: [
      { id: 'customer', label: { 'zh-CN': '客户' }, type: 'reference', form: 'customer' },
      { id: 'product', label: { 'zh-CN': '商品' }, type: 'reference', form: 'product' },
    ],
    measures: [{ id: 'qty', label: { 'zh-CN': '数量' }, scale: 3 }, { id: 'count', label: { 'zh-CN': '条数' }, scale: 0 }],
    postings: [{ id: 'p1', form: 'order', event: 'saved', each: 'lines', date: 'day', dimensions: { customer: 'customer', product: 'lines.product' }, measures: { qty: '{lines.qty}', count: '1' } }],
  });
});

it('guesses fields by type and name, and leaves empty what nothing fits', () => {
  const product = { id: 'd', label: { 'zh-CN': '赠品' }, type: 'reference' as const, form: 'product' };
  expect(guessed(product, NAMED, 'lines')).toBe('lines.gift');
  expect(guessed({ ...product, form: 'warehouse' }, NAMED, 'lines')).toBeNull();
  expect(postingOf('p', { ...ORDER, document: true }, STOCK(), NAMED)).toMatchObject({ event: 'approved', each: 'lines', date: 'day', dimensions: { product: 'lines.product', item: null, due: 'day' }, measures: { qty: '{lines.qty}' } });
});

it('gives no part a name that means something else', () => {
  expect(idFor('lines.qty', new Set(), 'm')).toBe('qty');
  expect(idFor('date', new Set(), 'd')).toMatch(/^d_[a-z0-9]{4}$/);
  expect(idFor('qty', new Set(['qty']), 'm')).toMatch(/^m_[a-z0-9]{4}$/);
  expect(idFor('$created_at', new Set(), 'd')).toBe('created_at');
});

it.each([
  [undefined, 'none', ''], ['1', 'count', ''], ['{lines.qty}', 'plus', 'lines.qty'], ['-{total}', 'minus', 'total'], ['{a}-{b}', 'formula', ''], ['-1', 'formula', ''],
])('reads %s as %s', (text, way, path) => {
  expect(readAmount(text)).toEqual({ way, path });
  if (way !== 'formula') expect(writeAmount(readAmount(text).way, path)).toBe(text);
});

it('tells the ways of a key apart', () => {
  expect([null, 'a', ['a', 'b'], { found_by: { a: 'b' } }, { like: 'p' }].map(wayOfKey)).toEqual(['empty', 'field', 'first', 'found', 'allotted']);
});

it('takes out a dimension with all that spoke of it', () => {
  const found = withoutPart(STOCK(), 'dimensions', 1);
  expect(found.dimensions.map((one) => one.id)).toEqual(['product', 'due']);
  expect(found.postings!.map((one) => one.dimensions)).toEqual([{ product: 'product', due: 'day' }, { product: 'product', due: { found_by: { product: 'product' } } }]);
  expect(found.checks![0]).toMatchObject({ by: ['product'], terms: [{ measure: 'qty', empty: [] }, { measure: 'value' }] });
  expect(found.ageing).toEqual({ date: 'due', measure: 'qty', by: ['product'] });
  expect(withoutPart(STOCK(), 'dimensions', 2).ageing).toBeUndefined();
});

it('takes out a measure with its amounts, costs and lists', () => {
  const found = withoutPart(STOCK(), 'measures', 0);
  expect(found.postings!.map((one) => one.measures)).toEqual([{ value: '{amount}' }, {}]);
  expect([found.open, found.ageing, found.costing]).toEqual([undefined, undefined, undefined]);
  expect(found.checks![0]!.terms).toEqual([{ measure: 'value', sign: '-' }]);
});

it('takes out a posting and a check with who relied on them', () => {
  expect(withoutPart(STOCK(), 'postings', 0).postings![0]!.cost).toEqual({ rule: 'method', into: 'cost' });
  expect(withoutPart(STOCK(), 'checks', 0).postings![1]).not.toHaveProperty('up_to');
});

it('undoes every step, and leaves alone what is not edited', () => {
  const first = STOCK();
  const design = createLedgerDesign(first);
  const { putAt, addDimension, copy, nudge, remove } = design.getState();
  putAt('measures', 0, { unit: '件' });
  addDimension({ id: 'store', label: {}, type: 'department' }, { in: 'store' });
  expect(design.getState().doc.postings!.map((one) => one.dimensions['store'])).toEqual(['store', null]);
  copy(0, 'in2');
  nudge('postings', 0, 1);
  expect(design.getState().doc.postings!.map((one) => one.id)).toEqual(['in2', 'in', 'out']);
  remove('checks', 0);
  expect(design.getState().doc.postings!.at(-1)).not.toHaveProperty('up_to');
  for (let n = 0; n < 5; n++) design.temporal.getState().undo();
  expect(JSON.stringify(design.getState().doc)).toBe(JSON.stringify(STOCK()));
  design.temporal.getState().redo();
  expect(design.getState().doc.measures[0]).toMatchObject({ unit: '件' });
});

it('takes a setting out rather than leaving it empty', () => {
  const design = createLedgerDesign(STOCK());
  design.getState().putAt('postings', 1, { cost: undefined });
  design.getState().put({ open: undefined });
  expect(design.getState().doc.postings![1]).not.toHaveProperty('cost');
  expect(design.getState().doc).not.toHaveProperty('open');
});

it('gives a dimension of another type the fields that fit it', () => {
  const design = createLedgerDesign(STOCK());
  design.getState().retype(1, { type: 'department' }, { in: 'store', out: null });
  expect(design.getState().doc.dimensions[1]).toMatchObject({ id: 'item', type: 'department' });
  expect(design.getState().doc.postings!.map((one) => one.dimensions['item'])).toEqual(['store', null]);
  design.temporal.getState().undo();
  expect(design.getState().doc).toEqual(STOCK());
});

it('knows which changes make records count otherwise', () => {
  const changed = (what: string, after: object): Difference => ({ affected_records: 0, changes: [{ kind: 'changed', path: 'qty', title: {}, what, before: {}, after }] });
  expect(countsAnew(changed('posting', { when: { cond: [] } }))).toBe(true);
  expect(countsAnew(changed('measure', { unit: '件', label: {} }))).toBe(false);
  expect(countsAnew(changed('checks', { min: '0' }))).toBe(false);
  expect(countsAnew({ affected_records: 0, changes: [{ kind: 'added', path: 'd', title: {}, what: 'dimension', before: null, after: {} }] })).toBe(true);
});
