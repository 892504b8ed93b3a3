import { expect, it } from 'vitest';
import type { Field } from '@/core/documents';
import type { RecordSummary } from '@/core/wire';
import { isStiff, widthsOf } from './widths';

const total: Field = { id: 'total', type: 'money', label: { 'zh-CN': '合计' } };
const sum: Field = { id: 'sum', type: 'formula', result: 'number', scale: 2, formula: '1', label: { 'zh-CN': '数量' } };
const name: Field = { id: 'name', type: 'text', label: { 'zh-CN': '名称' } };
const rows = (value: string) => [{ id: '1', title: '', values: { total: value, sum: value, name: value } } as unknown as RecordSummary];

it('gives the longest figure of a column its room, and a name no more than usual', () => {
  const columns = [total, sum, name];
  const usual = widthsOf(columns, rows('1.00'), 'zh-CN');
  const wide = widthsOf(columns, rows('123456789012.00'), 'zh-CN');
  expect(widthsOf(columns, [], 'zh-CN')).toEqual(usual);
  expect(wide.name).toBe(usual.name);
  for (const id of ['total', 'sum']) expect(wide[id]).toBeGreaterThanOrEqual('123,456,789,012.00'.length * 8);
});

it('lets names give way, and neither figures nor numbers nor days', () => {
  const serial: Field = { id: 'no', type: 'serial', label: {}, parts: [] };
  const day: Field = { id: 'day', type: 'date', label: {} };
  expect([total, sum, serial, day, name].map(isStiff)).toEqual([true, true, true, true, false]);
});
