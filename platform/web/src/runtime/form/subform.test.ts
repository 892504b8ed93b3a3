import { expect, it } from 'vitest';
import type { Field, SubformField } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { blankRows, blockToRows, isSummed, readBlock, writeBlock } from './subform';

const column = (id: string, type: 'text' | 'number' | 'formula' = 'text', more: object = {}) =>
  ({ id, type, label: { 'zh-CN': id }, ...more }) as unknown as Field;

it('reads a block from a spreadsheet, with quoted cells and the last line break', () => {
  expect(readBlock('a\tb\r\n1\t2\r\n')).toEqual([['a', 'b'], ['1', '2']]);
  expect(readBlock('"two\nlines"\t"say ""hi"""')).toEqual([['two\nlines', 'say "hi"']]);
  expect(readBlock('one')).toEqual([['one']]);
  expect(readBlock('a\t\n\tb')).toEqual([['a', ''], ['', 'b']]);
});

it('writes what it can read again', () => {
  const block = [['a', 'b\nc'], ['"', '']];
  expect(readBlock(writeBlock(block))).toEqual(block);
});

it('lays a block over the columns and leaves alone what one may not type', () => {
  const columns = [column('name'), column('amount', 'formula'), column('note')];
  const rows = blockToRows([['x', '9', 'n', 'beyond']], columns, 0, (one) => one.type !== 'formula', (text) => text);
  expect(rows).toEqual([{ name: 'x', note: 'n' }]);
  expect(blockToRows([['x']], columns, 2, () => true, (text) => text)).toEqual([{ note: 'x' }]);
});

it('skips a cell that its column cannot read', () => {
  expect(blockToRows([['abc', 'y']], [column('qty', 'number'), column('note')], 0, () => true, (text, one) => (one.type === 'number' ? undefined : text))).toEqual([{ note: 'y' }]);
});

it('sums quantities and amounts, not prices and rates', () => {
  expect(isSummed(column('qty', 'number'))).toBe(true);
  expect(isSummed(column('price', 'number'))).toBe(false);
  expect(isSummed(column('share', 'number', { percent: true }))).toBe(false);
  expect(isSummed(column('amount', 'formula', { result: 'money' }))).toBe(true);
});

it('does not sum what there is of one product and of another', () => {
  expect(isSummed(column('available', 'number'))).toBe(false);
  expect(isSummed(column('left', 'number', { label: { 'zh-CN': '库存数量' } }))).toBe(false);
  expect(isSummed(column('debit', 'money' as 'number', { label: { 'zh-CN': '借方余额' } }))).toBe(true);
});

it('finds the rows in which nobody typed anything', () => {
  const cells: Record<string, Record<string, unknown>> = { a: { name: '杯', unit: '个' }, b: { name: null, unit: '个' }, c: { name: '', unit: null } };
  const store = { rows: () => Object.keys(cells), cell: (_: string, row: string, id: string) => cells[row]?.[id] ?? null } as unknown as FormStoreContract;
  const field = { id: 'lines', type: 'subform', label: {}, fields: [column('name'), column('unit', 'text', { default: { value: '个' } })] } as SubformField;
  expect(blankRows(store, field, () => true)).toEqual(['b', 'c']);
});
