import { expect, it } from 'vitest';
import type { Option } from '@/core/documents';
import { readOptions } from './options-text';

const known: Option[] = [
  { id: 'cash', label: { 'zh-CN': '现金', en: 'Cash' }, color: 'green' },
  { id: 'bank', label: { 'zh-CN': '银行' } },
];

it('keeps the ids of options that stay, in the order of the lines', () => {
  expect(readOptions('银行\n微信\n现金\n', known, 'zh-CN', true)).toEqual([known[1], { id: 'o3', label: { 'zh-CN': '微信' } }, known[0]]);
});

it('takes a reworded line for the same option', () => {
  expect(readOptions('现金\n银行转账', known, 'zh-CN', true)[1]).toEqual({ id: 'bank', label: { 'zh-CN': '银行转账' } });
});

it('adds pasted lines that are new, each once', () => {
  expect(readOptions('支付宝\r\n现金\r\n支付宝', known, 'zh-CN')).toEqual([{ id: 'o3', label: { 'zh-CN': '支付宝' } }]);
});
