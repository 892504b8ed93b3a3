import { expect, test } from 'vitest';
import type { Condition, Field, FormDocument } from '@/core/documents';
import { applies } from './applies';

const label = { 'zh-CN': '一' };
const when = (field: string, op: 'gt' | 'not_empty', value?: string): Condition => ({ cond: [{ field, op, value }] });
const fee: Field = { id: 'fee', type: 'money', label };
const kit: Field = { id: 'kit', type: 'reference', label, form: 'bom' };
const item: Field = { id: 'item', type: 'text', label, visible_when: when('fee', 'gt', '0') };
const kits: Field = { id: 'kits', type: 'number', label, visible_when: when('kit', 'not_empty') };
const form: FormDocument = { kind: 'form', version: 1, id: 'receipt', title: label, fields: [fee, kit, item, kits] } as FormDocument;

test('what a rule does not show and nobody filled in is not read either', () => {
  expect(applies(item, form, { fee: null, item: null })).toBe(false);
  expect(applies(item, form, { fee: '0.00', item: '' })).toBe(false);
  expect(applies(item, form, { fee: '2.00', item: null })).toBe(true);
  expect(applies(kits, form, { kit: null, kits: null })).toBe(false);
  expect(applies(kits, form, { kit: { id: 'a', title: '套装' }, kits: null })).toBe(true);
});

test('a value is read whatever the rule says', () => {
  expect(applies(item, form, { fee: '0.00', item: '手续费' })).toBe(true);
});

test('what the rule reads and one does not see hides nothing', () => {
  expect(applies(item, form, { item: null })).toBe(true);
  expect(applies(fee, form, { fee: null })).toBe(true);
});
