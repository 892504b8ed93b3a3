/** The editor's logic: rights in the matrix, actions, presets, and what is done to groups. */
import { expect, test } from 'vitest';
import type { FormDocument } from '@/core/documents';
import { actionsOf, toggled } from './actions';
import { placed } from './context';
import { isDrawable, type GroupDocument, type Groups } from './document';
import { pasted } from './keyboard';
import { cellRight, commonRight, hiding, nextRight, withAll, withPlaces } from './matrix';
import { groupOf, MINE, PRESETS } from './presets';
import { placesOf, targetOfForm } from './shape';
import { createGroupsDesign } from './store';

const label = (text: string) => ({ 'zh-CN': text });
const FORM = {
  kind: 'form', version: 1, id: 'delivery', title: label('出库'), document: true,
  fields: [
    { id: 'no', type: 'text', label: label('单号') },
    { id: 'money', type: 'section', label: label('金额') },
    { id: 'lines', type: 'subform', label: label('明细'), fields: [{ id: 'qty', type: 'number', label: label('数量') }, { id: 'cost', type: 'number', label: label('成本') }] },
    { id: 'total', type: 'formula', result: 'number', label: label('总成本'), formula: 'SUM({lines.cost})' },
    { id: 'margin', type: 'formula', result: 'number', label: label('毛利'), formula: '100-{total}' },
  ],
} as unknown as FormDocument;
const TARGET = targetOfForm(FORM);
const ALL = placesOf(TARGET);
const place = (path: string) => ALL.find((one) => one.path === path)!;
const group = (id: string, more: Partial<GroupDocument> = {}): GroupDocument => ({ kind: 'permission', version: 1, id, form: 'delivery', title: label(id), members: {}, actions: ['view'], ...more });

test('fields stand in their sections, columns behind their subform', () => {
  expect(TARGET.sections.map((one) => [one.id, one.places.map(({ path }) => path)])).toEqual([['', ['no']], ['money', ['lines', 'lines.qty', 'lines.cost', 'total', 'margin']]]);
});

test('a column is hidden with its subform, else what is written for the nearest holds', () => {
  expect(cellRight(undefined, place('no'))).toBe('edit');
  expect(cellRight({ '*': 'view' }, place('lines.qty'))).toBe('view');
  expect(cellRight({ '*': 'view', lines: 'edit' }, place('lines.qty'))).toBe('edit');
  expect(cellRight({ lines: 'hidden', 'lines.qty': 'edit' }, place('lines.qty'))).toBe('hidden');
});

test('only what differs is written down, and a subform takes its columns along', () => {
  expect(withPlaces(undefined, [place('no')], 'hidden', ALL)).toEqual({ no: 'hidden' });
  expect(withPlaces({ no: 'hidden' }, [place('no')], 'edit', ALL)).toBeUndefined();
  expect(withPlaces({ 'lines.qty': 'view', no: 'view' }, [place('lines')], 'hidden', ALL)).toEqual({ no: 'view', lines: 'hidden' });
  expect(withAll('edit')).toBeUndefined();
  expect(withAll('view')).toEqual({ '*': 'view' });
});

test('a section is written once for its subform and its fields', () => {
  const fields = withPlaces(undefined, TARGET.sections[1]!.places, 'view', ALL);
  expect(fields).toEqual({ lines: 'view', total: 'view', margin: 'view' });
  expect(commonRight(fields, TARGET.sections[1]!.places)).toBe('view');
  expect(commonRight({ total: 'hidden' }, ALL)).toBeNull();
});

test('hiding takes along every formula that would tell', () => {
  const { fields, along } = hiding({ 'lines.cost': 'hidden' }, ALL);
  expect(fields).toEqual({ 'lines.cost': 'hidden', total: 'hidden', margin: 'hidden' });
  expect(along.map(({ path }) => path)).toEqual(['total', 'margin']);
  expect(hiding({ no: 'hidden' }, ALL).along).toEqual([]);
});

test('a click leads round the three rights, and back', () => {
  expect([nextRight('edit'), nextRight('view'), nextRight('hidden')]).toEqual(['view', 'hidden', 'edit']);
  expect(nextRight('edit', true)).toBe('hidden');
});

test('who may do something sees it', () => {
  expect(toggled([], 'edit')).toEqual(['view', 'edit']);
  expect(toggled([], 'create')).toEqual(['create']);
  expect(toggled(['view', 'create', 'edit', 'submit'], 'view')).toEqual(['create', 'submit']);
});

test('actions are those that a form can have, and others that are named already', () => {
  const all = ['reverse', 'fly', 'close', 'submit', 'view', 'edit'];
  expect(actionsOf(TARGET).life).toEqual(['submit', 'withdraw', 'unapprove', 'void']);
  expect(actionsOf(TARGET, all)).toMatchObject({ plain: expect.arrayContaining(['fly']) as unknown, life: ['submit', 'withdraw', 'unapprove', 'void'] });
  expect(actionsOf({ ...TARGET, canReverse: true, canClose: true }).life).toEqual(['submit', 'withdraw', 'unapprove', 'void', 'reverse', 'close', 'reopen']);
  expect(actionsOf({ ...TARGET, isDocument: false }, all)).toEqual({ plain: ['view', 'create', 'edit', 'delete', 'copy', 'restore', 'import', 'export', 'print', 'batch', 'fly'], life: [] });
  expect(actionsOf({ ...TARGET, on: 'ledger', isDocument: false }, all)).toEqual({ plain: ['view', 'export', 'print', 'fly'], life: [] });
});

test('each preset is a group of its own', () => {
  const made = PRESETS.map((one) => groupOf(one, TARGET, new Set(), () => 0));
  expect(made.every(isDrawable)).toBe(true);
  expect(made[0]!.actions).toEqual(['create', 'submit', 'withdraw']);
  expect(made[1]).toMatchObject({ rows: MINE, form: 'delivery', members: {} });
  expect(made[3]).toMatchObject({ fields: { '*': 'view' }, actions: ['view', 'export', 'print'] });
});

test('groups are added, copied, moved and deleted, each undone in one step', () => {
  const design = createGroupsDesign({ groups: [group('a'), group('b')] });
  const ids = () => design.getState().doc.groups.map((one) => one.id);
  design.getState().nudge('b', -1);
  expect(design.getState().doc.groups.map((one) => [one.id, one.order])).toEqual([['b', 10], ['a', 20]]);
  design.getState().duplicate('a');
  expect(design.getState().doc.groups[2]).toMatchObject({ order: 30, title: { 'zh-CN': 'a 副本' } });
  design.getState().remove('b');
  expect(ids()).not.toContain('b');
  const { undo } = design.temporal.getState();
  undo();
  undo();
  undo();
  expect(design.getState().doc).toEqual({ groups: [group('a'), group('b')] });
});

test('what the editor cannot draw is kept as it is', () => {
  const odd = { ...group('odd'), members: 'all', surprise: 1 } as unknown as GroupDocument;
  const design = createGroupsDesign({ groups: [group('a'), odd] });
  expect(isDrawable(odd)).toBe(false);
  design.getState().patch('a', { actions: ['view', 'print'] });
  expect(design.getState().doc.groups[1]).toBe(odd);
});

test('a group copied beside another form comes with its rows: without them it would reach everything', () => {
  const copied = JSON.stringify({ 'huiliu/permission-group': group('g', { form: 'order', fields: { '*': 'view', gone: 'hidden', no: 'hidden' }, rows: MINE }) });
  expect(pasted(copied, TARGET)).toMatchObject({ form: 'delivery', fields: { '*': 'view', no: 'hidden' }, rows: MINE });
  expect(pasted('{"x": 1}', TARGET)).toBeNull();
});

test('a problem knows its group and its field', () => {
  const doc: Groups = { groups: [group('a'), group('b')] };
  const at = (path: string) => placed({ path, code: 'x', message: '' }, doc.groups.map((one) => one.id));
  expect(at('groups.1.fields.lines.cost')).toMatchObject({ group: 'b', field: 'lines.cost', isOfRows: false });
  expect(at('groups.0.rows.cond.0.field')).toMatchObject({ group: 'a', field: null, isOfRows: true });
});
