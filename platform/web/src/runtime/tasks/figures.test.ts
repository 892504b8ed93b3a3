import { expect, test } from 'vitest';
import { isSingle, rowsOf, type Figure } from './figures';

const figure = (title: string, ...lines: [string, string][]): Figure => ({ kind: 'ledger', title, more: 0, lines: lines.map(([label, now]) => ({ label, now, after: null })) });

test('what is told of the same row stands in one line, and a gap stays a gap', () => {
  const stock = figure('库存', ['杯子', '3'], ['笔', '0']);
  const price = figure('上次单价', ['笔', '2.00'], ['盘', '5.00']);
  expect(rowsOf([stock, price]).map((row) => [row.label, ...row.lines.map((line) => line?.now)])).toEqual([
    ['杯子', '3', undefined],
    ['笔', '0', '2.00'],
    ['盘', undefined, '5.00'],
  ]);
});

test('a figure of the document itself is no column', () => {
  expect(isSingle(figure('合计', ['', '10.00']))).toBe(true);
  expect(isSingle(figure('库存', ['杯子', '3']))).toBe(false);
});
