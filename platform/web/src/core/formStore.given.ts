/** A delivery with lines and totals, as the tests of the form store play it. */
import type { FormDocument, FormValues } from './documents';
import type { FormContext } from './formContract';
import { FormStore } from './formStore';

export const label = { 'zh-CN': '字段' };
export const document: FormDocument = {
  kind: 'form',
  version: 1,
  id: 'sales_delivery',
  title: { 'zh-CN': '销售出库' },
  fields: [
    { id: 'no', type: 'serial', label, parts: [{ kind: 'count' }] },
    { id: 'bill_date', type: 'date', label, required: true, default: { formula: 'TODAY()' } },
    { id: 'due', type: 'date', label, default: { formula: '{bill_date}+30' } },
    { id: 'owner', type: 'member', label, default: { current: 'member' } },
    { id: 'team', type: 'department', label, default: { current: 'department' } },
    { id: 'customer', type: 'reference', form: 'customer', label, required: true, copy: { phone: 'phone' } },
    { id: 'phone', type: 'text', label, readonly: true },
    { id: 'kind', type: 'choice', label, options: [], default: { value: 'retail' } },
    { id: 'discount', type: 'money', label, visible_when: { cond: [{ field: 'kind', op: 'eq', value: 'wholesale' }] } },
    {
      id: 'lines',
      type: 'subform',
      label,
      min_rows: 1,
      fields: [
        { id: 'product', type: 'reference', form: 'product', label, required: true },
        { id: 'qty', type: 'number', scale: 4, min: '0.0001', label, required: true },
        { id: 'price', type: 'number', scale: 6, label },
        { id: 'amount', type: 'formula', result: 'money', formula: '{lines.qty}*{lines.price}', label },
        { id: 'share', type: 'formula', result: 'number', scale: 4, formula: 'IFERROR({lines.amount}/{total},0)', label },
        { id: 'cost', type: 'formula', result: 'money', formula: '{lines.qty}*{lines.product.cost}', label },
        { id: 'batch', type: 'text', label, visible_when: { cond: [{ field: 'lines.qty', op: 'gt', value: '10' }] } },
      ],
    },
    { id: 'total', type: 'formula', result: 'money', formula: 'SUM({lines.amount})-{discount}', label },
  ],
};
export const context: FormContext = {
  memberId: '7', memberName: '张三', departments: [{ id: '3', name: '销售部' }], language: 'zh-CN', now: () => new Date(2026, 9, 15, 9, 30),
};
export const open = (initial: FormValues | null = null) => new FormStore(document, initial, context);
export const stored = (): FormValues => ({
  bill_date: '2026-10-01',
  customer: { id: 'c1', title: '客户一' },
  kind: 'wholesale',
  discount: '1.00',
  lines: [
    { $row: '11', product: { id: 'p1', title: '杯' }, qty: '2.0000', price: '3.000000', amount: '6.00', cost: '2.50' },
    { $row: '12', product: { id: 'p2', title: '壶' }, qty: '1.0000', price: '5.000000', amount: '5.00', cost: '1.00' },
  ],
  total: '10.00',
});
