import { expect, it } from 'vitest';
import { hasInitials } from './pinyin';

it.each([
  ['采购订单', 'cgdd'], ['采购订单', 'dd'], ['销售出库（红字）', 'ckh'], ['进销存 2', 'jxc2'], ['明细 · 数量', 'mxsl'], ['税率', 'sl'],
  ['会计科目', 'kjkm'], ['单国强', 'sgq'], ['单据', 'dj'], ['长安', 'ca'], ['重庆行政', 'cqxz'], ['零售', 'ls'], ['日报', 'rb'], ['采购', 'CG'],
])('%s is found by %s', (text, typed) => expect(hasInitials(text, typed)).toBe(true));

it.each([['采购订单', 'cgd d'], ['采购订单', 'gc'], ['采购', 'cgx'], ['采购', '采'], ['采购', ''], ['Order', 'od']])('%s is not found by "%s"', (text, typed) =>
  expect(hasInitials(text, typed)).toBe(false),
);
