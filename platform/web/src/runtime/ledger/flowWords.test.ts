import { expect, test } from 'vitest';
import type { LedgerDocument, LedgerMeasure } from '@/core/documents';
import { flowMeasure } from './flowWords';

const measure = (id: string): LedgerMeasure => ({ id, label: { 'zh-CN': id } });
const stock = { measures: ['qty', 'value', 'boxes'].map(measure), costing: { quantity: 'qty', value: 'value' } } as LedgerDocument;

test('of goods a quantity and a value come and go, whatever they are called when they are there', () => {
  expect(stock.measures.map((one) => flowMeasure(stock, one))).toEqual(['quantity', 'value', null]);
});

test('other amounts keep their names', () => {
  expect(flowMeasure({ ...stock, costing: undefined }, measure('qty'))).toBeNull();
});
