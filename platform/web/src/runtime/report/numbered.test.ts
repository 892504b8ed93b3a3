import { expect, test } from 'vitest';
import type { ReportColumn } from '@/core/wire';
import { numbered } from './ReportTable';

const column = (type: string, percent = false) => ({ id: 'a', title: 'a', type, percent }) as ReportColumn;

test('percentages and money of a column have as many digits', () => {
  expect(['0.3130', '0.2907', '1', '-0.02'].map((text) => numbered(column('number', true), text))).toEqual(['31.30%', '29.07%', '100.00%', '-2.00%']);
  expect(numbered(column('money'), '1234.5')).toBe('1,234.50');
});

test('quantities, words and errors stay as they are', () => {
  expect(numbered(column('number'), '12.5000')).toBe('12.5');
  expect(numbered(column('text'), '0.3')).toBe('0.3');
  expect(numbered(column('number', true), '#DIV/0!')).toBe('#DIV/0!');
});
