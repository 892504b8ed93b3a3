import { expect, it } from 'vitest';
import type { Field } from '@/core/documents';
import type { Named } from '../lib/names';
import type { AutomationRun } from '@/runtime/automations/wire';
import type { AutomationDocument, Step } from './document';
import { lightOf } from './light';
import { messageInNames, messageInPaths } from './message';
import { pointerOf, positionOf, putAt } from './pointers';
import { namedInScope, scopesOf } from './scope';
import { NO_SHAPES, rowShape, type Shape, type Shapes } from './shape';
import { settingOf } from './problems';
import { kindOf, pathIn } from './values';

const text = (id: string, label: string): Field => ({ id, type: 'text', label: { 'zh-CN': label } });
const ORDER: Shape = {
  form: 'order',
  title: { 'zh-CN': '订单' },
  isDocument: false,
  fields: [text('no', '单号'), { id: 'customer', type: 'reference', form: 'customer', label: { 'zh-CN': '客户' } }, { id: 'lines', type: 'subform', label: { 'zh-CN': '明细' }, fields: [text('sku', '货号')] }],
};
const CUSTOMER: Shape = { form: 'customer', title: { 'zh-CN': '客户' }, isDocument: false, fields: [text('name', '名称')] };
const SHAPES: Shapes = { ...NO_SHAPES, form: (key) => ({ order: ORDER, customer: CUSTOMER })[key] };
const STEPS: Step[] = [
  { id: 's1', type: 'find', form: 'customer', many: true },
  { id: 's2', type: 'loop', rows: 'lines', steps: [{ id: 's3', type: 'find', form: 'customer' }] },
  { id: 's4', type: 'other' },
];
const KINDS = {
  find: { gives: (step: Step, _: unknown, shapes: Shapes) => shapes.form(String(step['form'])) },
  loop: { item: () => rowShape(ORDER, 'lines') },
  other: {},
};
const scopes = () => scopesOf(STEPS, ORDER, SHAPES, (type) => KINDS[type as keyof typeof KINDS]);
const SPEAKING = { shapes: SHAPES, words: (words: Record<string, string> | undefined) => words?.['zh-CN'] ?? '', untitled: '未命名', step: (n: number) => `步骤 ${n}`, itself: '触发的数据', count: '条数' };
const labels = (id: string, inside = false) => {
  const scope = scopes().get(id)!;
  return namedInScope(inside ? scope.inside : scope, STEPS, SPEAKING).map((one) => `${one.path}=${one.label}`);
};

it('lets a step read what set it off and what was found before it, never itself or what comes after', () => {
  expect(labels('s1')).toEqual(['no=单号', 'customer=客户', 'customer.name=客户 · 名称', 'lines.sku=明细 · 货号', '$created_by=提交人', '$created_at=提交时间', '$updated_at=更新时间', '$id=触发的数据']);
  expect(labels('s3').filter((one) => one.startsWith('$s'))).toEqual(['$s1=步骤 1', '$s1.count=步骤 1 · 条数', '$s1.name=步骤 1 · 名称', '$s2.sku=步骤 2 · 货号']);
  expect(labels('s2').some((one) => one.startsWith('$s2'))).toBe(false);
  expect(labels('s2', true)).toContain('$s2.sku=步骤 2 · 货号');
  expect(labels('s4')).toContain('$s3.name=步骤 3 · 名称');
});

const named = (path: string, label: string): Named => ({ path, label, field: text(path, label), within: '' });

it('shows the fields of a message by their names and keeps their paths', () => {
  const all = [named('no', '单号'), named('$s1.name', '步骤 1 · 名称'), named('copy', '单号')];
  expect(messageInNames('{no} 给 {$s1.name}，{gone}', all)).toBe('{单号} 给 {步骤 1 · 名称}，{gone}');
  expect(messageInPaths('{单号} 给 {步骤 1 · 名称}，{gone} {单', all)).toBe('{no} 给 {$s1.name}，{gone} {单');
  expect(messageInNames('{copy}', all)).toBe('{copy}');
});

it('sees a formula of one field as that field', () => {
  expect(kindOf({ formula: ' {$one.record} ' })).toBe('field');
  expect(pathIn({ formula: '{$one.record}' })).toBe('$one.record');
  expect(kindOf({ formula: '{a}+{b}' })).toBe('formula');
  expect(pathIn({ value: 'x' })).toBeNull();
});

it('writes positions with dots and keeps pointers', () => {
  expect(positionOf('/order/a~1b/0')).toBe('order.a/b.0');
  expect(pointerOf('order.a/b.0')).toBe('/order/a~1b/0');
  expect([positionOf(''), pointerOf('')]).toEqual(['', '']);
  const message = {};
  putAt(message, '/order/no', 'A1');
  putAt(message, '/order/total', '7');
  expect(message).toEqual({ order: { no: 'A1', total: '7' } });
});

const DOC: AutomationDocument = {
  kind: 'automation',
  version: 1,
  id: 'a',
  title: {},
  trigger: { type: 'record_created', form: 'order' },
  when: { cond: [{ field: 'no', op: 'not_empty' }] },
  steps: [{ id: 'b', type: 'branch', cases: [{ when: { cond: [] }, steps: [{ id: 'x', type: 'notify' }] }], otherwise: [{ id: 'y', type: 'notify' }] }],
};
const RUN = { seen: [{ field: 'no', holds: true, text: '单号 不为空 成立' }], outcome: 'done', steps: [] } as unknown as AutomationRun;
const line = (id: string, place: string, said: string, saw = {}) => ({ id, type: 'notify', place, outcome: 'done' as const, text: said, saw });

it('lights the way a trial took with what it says', () => {
  const lit = lightOf({ ...RUN, steps: [line('b', 'steps.0', '走分支 1', { took: '1' }), ...['甲', '乙', '丙', '丁'].map((who) => line('x', 'steps.0.cases.0.steps.0', `通知了 ${who}`))] }, DOC, (n) => `还有 ${n}`);
  expect([...lit.keys()]).toEqual(['$trigger', '$when', 'b', 'x', 'b/0']);
  expect(lit.get('$when')).toEqual({ how: 'passed', lines: ['单号 不为空 成立'] });
  expect(lit.get('x')).toEqual({ how: 'passed', lines: ['通知了 甲', '通知了 乙', '通知了 丙', '还有 1'] });
});

it('shows a condition that did not hold, and nothing behind it', () => {
  const lit = lightOf({ ...RUN, outcome: 'skipped' }, DOC, String);
  expect(lit.get('$when')?.how).toBe('failed');
  expect([...lit.keys()]).toEqual(['$trigger', '$when']);
});

it('names the setting that a problem is about', () => {
  expect(['trigger.form', 'steps.0.values.a.field', 'steps.2.cases.1.steps.0.message.zh-CN', 'steps.2.cases.1.when', 'title'].map(settingOf)).toEqual(['form', 'values', 'message', 'when', 'title']);
});
