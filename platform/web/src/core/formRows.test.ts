/** Rows of a subform: the empty ones, and no more than the form allows. */
import { expect, it } from 'vitest';
import type { FormDocument } from './documents';
import { FormStore } from './formStore';
import { context, document, label, open, stored } from './formStore.given';

it('leaves the empty rows at the end at home', () => {
  const store = open();
  const [first] = store.rows('lines');
  store.setCell('lines', first!, 'qty', '2');
  store.insertRows('lines', 1, [{}, {}]);
  expect(store.filledRows('lines')).toEqual([first]);
  expect((store.values().lines as unknown[]).length).toBe(1);
  expect(Object.keys(store.problems()).filter((path) => path.startsWith('lines.1'))).toEqual([]);
});

it('refuses more rows than the form allows', () => {
  const small: FormDocument = { ...document, fields: document.fields.map((field) => (field.id === 'lines' ? { ...field, max_rows: 2 } : field) as typeof field) };
  const store = new FormStore(small, stored(), context);
  expect(store.insertRows('lines', 2, [{}])).toEqual([]);
  store.paste('lines', 1, [{ qty: '1' }, { qty: '2' }]);
  expect(store.rows('lines')).toEqual(['11', '12']);
});

it('begins a subform with a row that is nothing until somebody types in it', () => {
  const [lines] = document.fields.filter((field) => field.id === 'lines');
  const form = { ...document, fields: [{ ...lines!, min_rows: 0 }, { id: 'n', type: 'formula', result: 'number', formula: 'COUNT({lines.qty})', label }] } as FormDocument; // a subform and a formula
  const at = (more: object) => new FormStore({ ...form, fields: [{ ...form.fields[0]!, ...more }, form.fields[1]!] as FormDocument['fields'] }, null, { ...context, beginsWithRow: true });
  const store = at({});
  const [row] = store.rows('lines');
  expect(store.rows('lines')).toHaveLength(1);
  expect(store.values()['lines']).toEqual([]);
  expect(store.isChanged()).toBe(false);
  store.setCell('lines', row!, 'qty', '2');
  expect(store.values()['lines']).toHaveLength(1);
  expect(store.isChanged()).toBe(true);
  for (const closed of [{ readonly: true }, { access: 'view' }, { offer: { title: label, asks: [] } }]) expect(at(closed).rows('lines')).toEqual([]);
});
