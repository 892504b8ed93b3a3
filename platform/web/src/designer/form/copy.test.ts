import { expect, it } from 'vitest';
import type { Field, FormDocument } from '@/core/documents';
import { namedIn } from '../lib/names';
import { clipOf, pasted } from './clipboard';
import { createDesign } from './store';
import { together } from './tree';

const label = (text: string) => ({ 'zh-CN': text });
const text = (id: string, name: string, more: object = {}): Field => ({ id, type: 'text', label: label(name), ...more });
const section = (id: string, name: string, style?: 'tab'): Field => ({ id, type: 'section', label: label(name), ...(style ? { style } : {}) });
const form = (fields: Field[]): FormDocument => ({ kind: 'form', version: 1, id: 'order', title: label('订单'), fields });
const namesOf = (doc: FormDocument) => namedIn(doc.fields, () => undefined, (field) => field.label['zh-CN'] ?? '');
const labels = (fields: readonly Field[]) => fields.map((field) => field.label['zh-CN']);
const SALES = form([
  text('no', '单号'),
  section('tab1', '基本', 'tab'),
  section('to', '收货'),
  text('city', '城市'),
  text('street', '街道', { visible_when: { cond: [{ field: 'city', op: 'not_empty' }] } }),
  section('more', '其他'),
  text('memo', '备注', { default: { formula: '{no}&{city}&{gone}' } }),
  section('tab2', '附件', 'tab'),
  text('rest', '其余'),
]);
const ids = (path: string) => together(SALES, path).map((field) => field.id);

it('takes what stands below a section with it, and all of a tab with the tab', () => {
  expect(ids('to')).toEqual(['to', 'city', 'street']);
  expect(ids('tab1')).toEqual(['tab1', 'to', 'city', 'street', 'more', 'memo']);
  expect(ids('tab2')).toEqual(['tab2', 'rest']);
  expect(ids('city')).toEqual(['city']);
  expect(ids('gone')).toEqual([]);
});

it('copies a section behind itself, its fields reading each other, in one step of undo', () => {
  const design = createDesign(SALES);
  design.getState().duplicate('to');
  const { fields } = design.getState().doc;
  expect(labels(fields.slice(4, 9))).toEqual(['街道', '收货 副本', '城市', '街道', '其他']);
  expect(fields[7]).toMatchObject({ visible_when: { cond: [{ field: fields[6]!.id, op: 'not_empty' }] } });
  expect(design.getState().selected).toBe(fields[5]!.id);
  design.temporal.getState().undo();
  expect(design.getState().doc).toBe(SALES);
});

it('brings a section into another form, where it reads what is called the same', () => {
  const other = form([text('number', '单号'), text('a', '城市'), text('b', '城市')]);
  const clip = clipOf(together(SALES, 'more'), namesOf(SALES));
  const [head, memo] = pasted(clip, other, namesOf(other))!;
  expect(head).toMatchObject({ type: 'section', label: label('其他') });
  // Two are called 城市: which one is meant is not for us to say.
  expect(memo).toMatchObject({ label: label('备注'), default: { formula: '{number}&{city}&{gone}' } });
});

it('leads what a copied reference fills in to the copied fields beside it', () => {
  const from = form([section('s', '客户'), { id: 'customer', type: 'reference', form: 'customer', label: label('客户'), copy: { phone: 'tel', no: 'code' } }, text('phone', '电话')]);
  const [, customer, phone] = pasted(clipOf(together(from, 's'), namesOf(from)), form([]), [])!;
  expect(customer).toMatchObject({ copy: { [phone!.id]: 'tel', no: 'code' } });
});

it('takes no other text for fields', () => {
  for (const other of ['单号', '{"huiliu/fields":1}', '{"huiliu/fields":{"fields":[{"id":1}]}}', 'huiliu/fields', '{"huiliu/node":{"id":"a","type":"text"}}']) expect(pasted(other, SALES, [])).toBeNull();
});
