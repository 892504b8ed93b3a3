import { expect, it } from 'vitest';
import type { Option } from '@/core/documents';
import { FIRST_OPTIONS, readOptions, withPasted } from './options-text';

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

it('reads the first column of a block of cells', () => {
  expect(readOptions('北京\t010\r\n上海\t021\r\n', [], 'zh-CN').map((one) => one.label['zh-CN'])).toEqual(['北京', '上海']);
});

it('puts pasted options in the place of those that nobody has named, never under their ids', () => {
  const labels = (text: string, options: readonly Option[]) => withPasted(text, options, 'zh-CN').map((one) => `${one.id} ${one.label['zh-CN']}`);
  expect(labels('北京\n上海', FIRST_OPTIONS)).toEqual(['o4 北京', 'o5 上海']);
  expect(labels('微信\n现金', [...known, { id: 'o3', label: { 'zh-CN': '' } }])).toEqual(['cash 现金', 'bank 银行', 'o4 微信']);
});
