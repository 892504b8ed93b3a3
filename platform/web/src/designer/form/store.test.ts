import { expect, it } from 'vitest';
import type { Field, FormDocument, SubformField } from '@/core/documents';
import { createDesign, placeAfterSelection } from './store';
import { newId } from './tree';
import { uses } from './wiring';

const label = (text: string) => ({ 'zh-CN': text });
const form = (): FormDocument => ({
  kind: 'form',
  version: 1,
  id: 'delivery',
  title: label('销售出库'),
  fields: [
    { id: 'customer', type: 'text', label: label('客户') },
    { id: 'rate', type: 'number', label: label('税率') },
    {
      id: 'lines',
      type: 'subform',
      label: label('明细'),
      fields: [
        { id: 'qty', type: 'number', label: label('数量') },
        { id: 'amount', type: 'formula', result: 'money', formula: '{lines.qty}*{rate}', label: label('金额') },
      ],
    },
    { id: 'total', type: 'formula', result: 'money', formula: 'SUM({lines.amount})', label: label('合计') },
  ],
  search: ['customer'],
  unique: [{ id: 'u', fields: ['customer'] }],
});
const text = (id: string): Field => ({ id, type: 'text', label: label('新') });
const ids = (doc: FormDocument, parent?: string) =>
  (parent ? (doc.fields.find((field) => field.id === parent) as SubformField).fields : doc.fields).map((field) => field.id);

it('inserts where asked and selects what it inserted', () => {
  const design = createDesign(form());
  design.getState().insert(text('f_1'), { parent: 'lines', index: 1 });
  expect(ids(design.getState().doc, 'lines')).toEqual(['qty', 'f_1', 'amount']);
  expect(design.getState().selected).toBe('lines.f_1');
});

it('moves within a list as the line showed', () => {
  const design = createDesign(form());
  design.getState().move('customer', { parent: null, index: 2 });
  expect(ids(design.getState().doc)).toEqual(['rate', 'customer', 'lines', 'total']);
});

it('leads every formula and condition to a field that moves into a subform', () => {
  const design = createDesign(form());
  design.getState().move('rate', { parent: 'lines', index: 0 });
  const lines = design.getState().doc.fields.find((field) => field.id === 'lines') as SubformField;
  expect(lines.fields.map((field) => field.id)).toEqual(['rate', 'qty', 'amount']);
  expect(lines.fields[2]).toMatchObject({ formula: '{lines.qty}*{lines.rate}' });
  expect(design.getState().selected).toBe('lines.rate');
});

it('puts no subform, section or serial number into a subform', () => {
  const design = createDesign(form());
  const before = design.getState().doc;
  design.getState().move('lines', { parent: 'lines', index: 0 });
  design.getState().insert({ id: 's', type: 'section', label: label('段') }, { parent: 'lines', index: 0 });
  expect(design.getState().doc).toBe(before);
});

it('undoes and redoes everything, a hundred steps', () => {
  const design = createDesign(form());
  const start = design.getState().doc;
  design.getState().remove('rate');
  design.getState().duplicate('lines');
  design.getState().nudge('customer', 1);
  const end = design.getState().doc;
  design.temporal.getState().undo(3);
  expect(design.getState().doc).toEqual(start);
  design.temporal.getState().redo(3);
  expect(design.getState().doc).toEqual(end);
});

it('makes one step of quick typing in one setting', () => {
  let time = 0;
  const design = createDesign(form(), () => time);
  for (const word of ['客', '客户', '客户名']) {
    design.getState().patch('customer', { label: label(word) });
    time += 100;
  }
  time += 5_000;
  design.getState().patch('customer', { label: label('买方') });
  design.temporal.getState().undo();
  expect(design.getState().doc.fields[0]?.label).toEqual(label('客户名'));
  design.temporal.getState().undo();
  expect(design.getState().doc.fields[0]?.label).toEqual(label('客户'));
});

it('leaves a setting out that is taken away', () => {
  const design = createDesign(form());
  design.getState().patch('customer', { required: true });
  design.getState().patch('customer', { required: undefined });
  expect(design.getState().doc.fields[0]).toEqual(form().fields[0]);
});

it('gives a copy ids of its own, also to the columns of a subform and in its formulas', () => {
  const design = createDesign(form());
  design.getState().duplicate('lines');
  const copy = design.getState().doc.fields[3] as SubformField;
  expect(copy.label).toEqual(label('明细 副本'));
  expect(new Set([copy.id, ...copy.fields.map((field) => field.id), 'lines', 'qty', 'amount']).size).toBe(6);
  expect(copy.fields[1]).toMatchObject({ formula: `{${copy.id}.${copy.fields[0]!.id}}*{rate}` });
});

it('selects the neighbour of what was deleted', () => {
  const design = createDesign(form());
  design.getState().remove('lines.amount');
  expect(design.getState().selected).toBe('lines.qty');
  design.getState().remove('lines.qty');
  expect(design.getState().selected).toBe('lines');
});

it('adds by click after the selection, or outside the subform where it may not be', () => {
  const doc = form();
  expect(placeAfterSelection({ doc, selected: null }, 'text')).toEqual({ parent: null, index: 4 });
  expect(placeAfterSelection({ doc, selected: 'rate' }, 'text')).toEqual({ parent: null, index: 2 });
  expect(placeAfterSelection({ doc, selected: 'lines.qty' }, 'text')).toEqual({ parent: 'lines', index: 1 });
  expect(placeAfterSelection({ doc, selected: 'lines.qty' }, 'section')).toEqual({ parent: null, index: 3 });
});

it('knows who reads a field', () => {
  expect(uses(form(), 'lines.amount')).toEqual(['fields.3.formula']);
  expect(uses(form(), 'rate')).toEqual(['fields.2.fields.1.formula']);
  expect(uses(form(), 'customer')).toEqual(['search', 'unique.0.fields']);
});

it('never gives an id twice', () => {
  const doc: FormDocument = { ...form(), fields: [text('f_aaaa')] };
  const rolls = [0, 0, 0, 0, 0.99, 0.99, 0.99, 0.99];
  expect(newId(doc, () => rolls.shift() ?? 0)).toBe('f_9999');
});
