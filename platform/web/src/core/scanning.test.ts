import { describe, expect, it } from 'vitest';
import { FormStore } from './formStore';
import type { FormDocument, SubformField } from './documents';
import { putScanned } from './scanning';

const LINES: SubformField = {
  id: 'lines', type: 'subform', label: {}, min_rows: 1, max_rows: 3,
  fields: [
    { id: 'product', type: 'reference', form: 'product', label: {} },
    { id: 'pack', type: 'reference', form: 'pack', label: {} },
    { id: 'qty', type: 'number', label: {} },
    { id: 'price', type: 'number', label: {} },
  ],
  scan: { into: 'product', count: 'qty', packs: { into: 'pack' } },
};
const FORM: FormDocument = { kind: 'form', version: 1, id: 'sale', title: {}, fields: [LINES] };
const CUP = { product: { id: 'p1', title: '保温杯' }, price: '39' };
const MUG = { product: { id: 'p2', title: '马克杯' }, price: '19' };

const opened = () => new FormStore(FORM, null, { memberId: '1', memberName: '王敏', language: 'zh-CN', now: () => new Date(0) });
const scan = (store: FormStore, found: typeof CUP & { pack?: { id: string; title: string } }) => putScanned(store, LINES, LINES.scan!, found)?.count;
const lines = (store: FormStore) => store.rows('lines').map((row) => ['product', 'pack', 'qty', 'price'].map((column) => store.cell('lines', row, column)));

describe('a scanned code', () => {
  it('fills the first empty row, and counts the next time', () => {
    const store = opened();
    expect([scan(store, CUP), scan(store, MUG), scan(store, CUP)]).toEqual(['1', '1', '2']);
    expect(lines(store)).toEqual([[CUP.product, null, '2', '39'], [MUG.product, null, '1', '19']]);
  });

  it('counts a package apart from what is in it', () => {
    const store = opened();
    const pack = { id: 'u1', title: '箱(24个)' };
    expect([scan(store, CUP), scan(store, { ...CUP, pack }), scan(store, { ...CUP, pack })]).toEqual(['1', '1', '2']);
    expect(lines(store)).toEqual([[CUP.product, null, '1', '39'], [CUP.product, pack, '2', '39']]);
  });

  it('keeps what somebody typed into the row, and finds no room in a full subform', () => {
    const store = opened();
    scan(store, CUP);
    store.setCell('lines', store.rows('lines')[0]!, 'price', '35');
    expect(scan(store, CUP)).toBe('2');
    expect(lines(store)).toEqual([[CUP.product, null, '2', '35']]);
    store.insertRows('lines', 1, [{ qty: '1' }, { qty: '1' }]);
    expect(scan(store, MUG)).toBeUndefined();
  });
});
