import { expect, it, vi } from 'vitest';
import type { FormDocument, FormValues } from './documents';
import type { FormContext } from './formContract';
import { FormStore } from './formStore';

const label = { 'zh-CN': '字段' };
const document: FormDocument = {
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
const context: FormContext = {
  memberId: '7', memberName: '张三', departments: [{ id: '3', name: '销售部' }], language: 'zh-CN', now: () => new Date(2026, 9, 15, 9, 30),
};
const open = (initial: FormValues | null = null) => new FormStore(document, initial, context);
const stored = (): FormValues => ({
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

it('opens a new record with its defaults, also those that are formulas', () => {
  const store = open();
  expect(store.get('bill_date')).toBe('2026-10-15');
  expect(store.get('due')).toBe('2026-11-14');
  expect(store.get('owner')).toEqual({ id: '7', name: '张三' });
  expect(store.get('team')).toEqual({ id: '3', name: '销售部' });
  expect(store.get('kind')).toBe('retail');
  expect(store.rows('lines')).toHaveLength(1);
  expect(store.isChanged()).toBe(false);
});

it('lets a default formula follow until somebody fills the field in', () => {
  const store = open();
  store.set('bill_date', '2026-01-01');
  expect(store.get('due')).toBe('2026-01-31');
  store.set('due', '2026-06-01');
  store.set('bill_date', '2026-02-01');
  expect(store.get('due')).toBe('2026-06-01');
});

it('gives a stored record no defaults', () => {
  expect(open({ ...stored(), due: null }).get('due')).toBeNull();
});

it('computes rows, then totals, then what follows from the totals', () => {
  const store = open(stored());
  store.setCell('lines', '11', 'qty', '4');
  expect(store.cell('lines', '11', 'amount')).toBe('12.00');
  expect(store.get('total')).toBe('16.00');
  expect(store.cell('lines', '11', 'share')).toBe('0.7500');
  expect(store.cell('lines', '12', 'share')).toBe('0.3125');
});

it('computes a pasted block at once and adds the rows it needs', () => {
  const store = open(stored());
  const heard = vi.fn();
  store.subscribe('total', heard);
  store.paste('lines', 1, [{ qty: '10', price: '1' }, { qty: '0.1', price: '0.2' }, { qty: '3', price: '0.33' }]);
  expect(store.rows('lines')).toHaveLength(4);
  expect(store.get('total')).toBe('16.01');
  expect(heard).toHaveBeenCalledTimes(1);
});

it('tells only the cells that changed', () => {
  const store = open(stored());
  const heard = { own: vi.fn(), other: vi.fn(), rows: vi.fn(), any: vi.fn() };
  store.subscribe('lines/11/amount', heard.own);
  store.subscribe('lines/12/amount', heard.other);
  store.subscribe('lines', heard.rows);
  store.subscribe('lines/*', heard.any);
  store.setCell('lines', '11', 'price', '3.5');
  expect(heard.own).toHaveBeenCalledTimes(1);
  expect(heard.other).not.toHaveBeenCalled();
  expect(heard.rows).not.toHaveBeenCalled();
  expect(heard.any).toHaveBeenCalledTimes(1);
});

it('computes a new row and forgets a removed one', () => {
  const store = open(stored());
  const keys = store.rows('lines');
  const [added] = store.insertRows('lines', 1, [{ qty: '2', price: '100', $row: '11' }]);
  expect(store.rows('lines')).toEqual(['11', added, '12']);
  expect(store.rows('lines')).not.toBe(keys);
  expect(store.cell('lines', added!, 'amount')).toBe('200.00');
  store.removeRow('lines', added!);
  expect(store.get('total')).toBe('10.00');
});

it('hides a field, computes without it, and brings its value back', () => {
  const store = open(stored());
  const heard = vi.fn();
  store.subscribe('?discount', heard);
  store.set('kind', 'retail');
  expect(store.isVisible('discount')).toBe(false);
  expect(store.get('total')).toBe('11.00');
  expect(store.values()).not.toHaveProperty('discount');
  store.set('kind', 'wholesale');
  expect(store.get('total')).toBe('10.00');
  expect(heard).toHaveBeenCalledTimes(2);
});

it('hides a cell by the values of its own row', () => {
  const store = open(stored());
  expect(store.isCellVisible('lines', '11', 'batch')).toBe(false);
  store.setCell('lines', '11', 'qty', '11');
  expect(store.isCellVisible('lines', '11', 'batch')).toBe(true);
  expect(store.isCellVisible('lines', '12', 'batch')).toBe(false);
});

it('copies what a reference brings in the same step', () => {
  const store = open();
  const [row] = store.rows('lines');
  store.setCell('lines', row!, 'product', { id: 'p1', title: '杯' }, { price: '9.9' });
  store.setCell('lines', row!, 'qty', '2');
  store.set('customer', { id: 'c1', title: '客户一' }, { phone: '13800000000' });
  expect(store.cell('lines', row!, 'amount')).toBe('19.80');
  expect(store.get('phone')).toBe('13800000000');
});

it('leaves to the server what lies behind a reference, until it has learnt it', () => {
  const store = open(stored());
  expect(store.cell('lines', '11', 'cost')).toBe('2.50');
  store.setCell('lines', '11', 'qty', '4');
  expect(store.cell('lines', '11', 'cost')).toBeNull();
  store.learn('p1', { cost: '1.25' });
  store.setCell('lines', '11', 'qty', '6');
  expect(store.cell('lines', '11', 'cost')).toBe('7.50');
});

it('shows an error as its code and passes it on', () => {
  const store = open(stored());
  store.setCell('lines', '11', 'price', '9'.repeat(20));
  store.setCell('lines', '11', 'qty', '9'.repeat(14));
  expect(store.cell('lines', '11', 'amount')).toBe('#NUM');
  expect(store.get('total')).toBe('#NUM');
});

it('sends ids, rows by their key, and nothing computed, hidden or read-only', () => {
  const store = open(stored());
  store.set('phone', '1');
  expect(store.values()).toEqual({
    bill_date: '2026-10-01', due: null, owner: null, team: null, customer: 'c1', kind: 'wholesale', discount: '1.00',
    lines: [
      { $row: '11', product: 'p1', qty: '2.0000', price: '3.000000' },
      { $row: '12', product: 'p2', qty: '1.0000', price: '5.000000' },
    ],
  });
});

it('knows what changed since it was opened', () => {
  const store = open(stored());
  expect(store.changed()).toEqual({});
  store.set('discount', '2.00');
  expect(store.changed()).toEqual({ discount: '2.00' });
  store.set('discount', '1.00');
  expect(store.isChanged()).toBe(false);
});

it('puts the errors of the server at the rows they are about', () => {
  const store = open(stored());
  const heard = vi.fn();
  store.subscribe('!lines/12/qty', heard);
  const complaint = { code: 'too_small', message: '不能小于 0.0001', min: '0.0001' };
  store.setErrors({ 'lines.1.qty': [complaint], customer: [complaint] });
  expect(store.cellErrors('lines', '12', 'qty')).toEqual([complaint]);
  expect(store.errorsOf('customer')).toEqual([complaint]);
  store.setCell('lines', '12', 'qty', '2');
  expect(store.cellErrors('lines', '12', 'qty')).toEqual([]);
  expect(heard).toHaveBeenCalledTimes(2);
});

it('finds what is missing before the server does', () => {
  const store = open();
  store.set('bill_date', null);
  store.setCell('lines', store.rows('lines')[0]!, 'qty', '0');
  expect(Object.entries(store.problems()).map(([path, [one]]) => [path, one!.code])).toEqual([
    ['bill_date', 'required'],
    ['customer', 'required'],
    ['lines.0.product', 'required'],
    ['lines.0.qty', 'too_small'],
  ]);
});

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

it('takes steps in a subform back and does them again, totals and all', () => {
  const store = open(stored());
  const seen = () => store.rows('lines').map((row) => [store.cell('lines', row, 'qty'), store.cell('lines', row, 'amount')]);
  const atFirst = seen();
  for (const typed of ['1', '12', '120']) store.setCell('lines', '11', 'qty', typed);
  store.endStep('lines');
  store.paste('lines', 1, [{ qty: '7' }, { qty: '8', price: '2' }]);
  store.removeRow('lines', '11');
  expect(store.get('total')).toBe('50.00');

  expect(store.undo('lines')).toBe(true); // the row is back
  expect(seen()).toEqual([['120', '360.00'], ['7', '35.00'], ['8', '16.00']]);
  expect(store.undo('lines')).toBe(true); // the paste is gone, with the row it added
  expect(seen()).toEqual([['120', '360.00'], ['1.0000', '5.00']]);
  expect(store.undo('lines')).toBe(true); // letters of one edit are one step
  expect(seen()).toEqual(atFirst);
  expect(store.get('total')).toBe('10.00');
  expect(store.isChanged()).toBe(false);
  expect(store.undo('lines')).toBe(false);

  expect([store.redo('lines'), store.redo('lines'), store.redo('lines'), store.redo('lines')]).toEqual([true, true, true, false]);
  expect(store.get('total')).toBe('50.00');
  store.undo('lines');
  store.setCell('lines', '11', 'qty', '5');
  expect(store.redo('lines')).toBe(false); // another way was taken
});

it('tells only the cells that a step back changed', () => {
  const store = open(stored());
  store.setCell('lines', '11', 'qty', '9');
  const [changed, other] = [vi.fn(), vi.fn()];
  store.subscribe('lines/11/qty', changed);
  store.subscribe('lines/12/qty', other);
  store.undo('lines');
  expect(changed).toHaveBeenCalledTimes(1);
  expect(other).not.toHaveBeenCalled();
});

it('fills in what a paste meant, without touching what was pasted, as one step', () => {
  const store = open(stored());
  store.paste('lines', 2, [{ qty: '3' }, { qty: '4', price: '9' }]);
  const [third, fourth] = store.rows('lines').slice(2) as [string, string];
  const product = { id: 'p3', title: '瓶' };
  store.complain('lines', fourth, 'product', { code: 'unknown_name', message: '找不到' });
  store.fill('lines', new Map([[third, { product, price: '2' }], [fourth, { product, price: '2' }]]));
  expect([store.cell('lines', third, 'amount'), store.cell('lines', fourth, 'amount')]).toEqual(['6.00', '36.00']);
  expect(store.cellErrors('lines', fourth, 'product')).toEqual([]);
  store.undo('lines');
  expect(store.rows('lines')).toEqual(['11', '12']);
  store.redo('lines');
  expect(store.cell('lines', third, 'product')).toEqual(product);
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

it('asks for a field, and for a cell, while its condition holds', () => {
  const asking: FormDocument = {
    kind: 'form', version: 1, id: 'claim', title: label,
    fields: [
      { id: 'kind', type: 'text', label },
      { id: 'why', type: 'text', label, required_when: { cond: [{ field: 'kind', op: 'eq', value: 'urgent' }] } },
      { id: 'lines', type: 'subform', label, fields: [{ id: 'state', type: 'text', label }, { id: 'cause', type: 'text', label, required_when: { cond: [{ field: 'lines.state', op: 'eq', value: 'broken' }] } }] },
    ],
  };
  const store = new FormStore(asking, { kind: 'usual', lines: [{ $row: '1', state: 'whole' }, { $row: '2', state: 'broken' }] }, context);
  let told = 0;
  store.subscribe('?why', () => told++);
  expect([store.isRequired('why'), store.isCellRequired('lines', '1', 'cause'), store.isCellRequired('lines', '2', 'cause')]).toEqual([false, false, true]);
  expect(Object.keys(store.problems())).toEqual(['lines.1.cause']);
  store.set('kind', 'urgent');
  expect([store.isRequired('why'), told]).toEqual([true, 1]);
  expect(Object.keys(store.problems())).toEqual(['why', 'lines.1.cause']);
  store.set('why', '断货');
  store.setCell('lines', '2', 'state', 'whole');
  expect(store.problems()).toEqual({});
});

const FIXED = { cond: [{ field: 'kind', op: 'eq' as const, value: 'fixed' }] };
const FIXED_ROW = { cond: [{ field: 'lines.state', op: 'eq' as const, value: 'fixed' }] };
const locking = (more: Partial<Extract<FormDocument['fields'][number], { type: 'subform' }>> = {}): FormDocument => ({
  ...document,
  fields: [
    { id: 'kind', type: 'text', label },
    { id: 'price', type: 'number', label, readonly_when: FIXED, default: { formula: '{cost}*2' } },
    { id: 'cost', type: 'number', label, default: { value: '4' } },
    { id: 'double', type: 'formula', result: 'number', formula: '{price}*2', label },
    { id: 'lines', type: 'subform', label, ...more, fields: [{ id: 'state', type: 'text', label }, { id: 'price', type: 'number', label, required: true, readonly_when: FIXED_ROW }] },
  ],
});

it('makes a field read-only while its condition holds, and takes back what somebody typed there', () => {
  const store = new FormStore(locking(), { kind: 'open', price: '3', cost: '4', double: '6', lines: [] }, context);
  let told = 0;
  store.subscribe('?price', () => told++);
  store.set('price', '9');
  expect([store.isLocked('price'), store.get('price'), store.get('double')]).toEqual([false, '9', '18.00']);
  store.set('kind', 'fixed');
  expect([store.isLocked('price'), store.get('price'), store.get('double'), told]).toEqual([true, '3', '6.00', 1]);
  expect(store.changed()).toEqual({ kind: 'fixed' });
  store.set('kind', 'open');
  store.set('price', '7');
  expect([store.isLocked('price'), store.get('price'), store.changed()]).toEqual([false, '7', { price: '7' }]);
});

it('gives a locked field of a new record its default again, and lets it follow', () => {
  const store = new FormStore(locking(), null, context);
  expect(store.get('price')).toBe('8.00');
  store.set('price', '9');
  store.set('kind', 'fixed');
  store.set('cost', '5');
  expect([store.get('price'), store.get('double'), 'price' in store.values()]).toEqual(['10.00', '20.00', false]);
});

it('keeps what a chosen record brings into a locked field, and not what was typed over it', () => {
  const store = new FormStore(locking(), { kind: 'open', price: '3', cost: '4', lines: [] }, context);
  store.set('price', '9');
  store.set('cost', '1', { price: '6' });
  store.set('kind', 'fixed');
  expect(store.get('price')).toBe('6');
});

it('locks the cells of a row by its own values, also those that are pasted', () => {
  const store = new FormStore(locking(), { kind: 'open', lines: [{ $row: '1', state: 'open', price: '3' }, { $row: '2', state: 'fixed', price: null }] }, context);
  expect([store.isCellLocked('lines', '1', 'price'), store.isCellLocked('lines', '2', 'price')]).toEqual([false, true]);
  expect([store.isCellRequired('lines', '2', 'price'), store.problems()]).toEqual([false, {}]);
  store.paste('lines', 0, [{ state: 'fixed', price: '5' }, { state: 'open', price: '6' }, { state: 'fixed', price: '7' }]);
  expect(store.rows('lines').map((row) => store.cell('lines', row, 'price'))).toEqual(['3', '6', null]);
  store.undo('lines');
  expect(store.rows('lines').map((row) => [store.cell('lines', row, 'price'), store.isCellLocked('lines', row, 'price')])).toEqual([['3', false], [null, true]]);
});

it('gives a copied row nothing that it may not be given', () => {
  const store = new FormStore(locking(), { kind: 'open', lines: [{ $row: '1', state: 'fixed', price: '3' }] }, context);
  const [copy] = store.insertRows('lines', 1, [{ state: 'fixed', price: '3' }]);
  expect(store.cell('lines', copy!, 'price')).toBeNull();
});

it('brings the rows of a locked subform back, and hands them over again', () => {
  const store = new FormStore(locking({ readonly_when: FIXED }), { kind: 'open', lines: [{ $row: '1', state: 'a', price: '3' }] }, context);
  let told = 0;
  store.subscribe('?lines/1/state', () => told++);
  store.setCell('lines', '1', 'state', 'b');
  store.insertRows('lines', 1, [{ state: 'c' }]);
  store.set('kind', 'fixed');
  expect([store.rows('lines'), store.cell('lines', '1', 'state'), store.isCellLocked('lines', '1', 'state'), told]).toEqual([['1'], 'a', true, 1]);
  expect(store.changed()).toEqual({ kind: 'fixed' });
  store.set('kind', 'open');
  store.undo('lines');
  expect(store.rows('lines').map((row) => store.cell('lines', row, 'state'))).toEqual(['b', 'c']);
});

it('neither hides nor locks nor asks for what only the server can judge', () => {
  const dear = { cond: [{ field: 'lines.product.price', op: 'gt' as const, value: '9' }] };
  const column = { id: 'note', type: 'text' as const, label, visible_when: dear, readonly_when: dear, required_when: dear };
  const judged: FormDocument = { ...document, fields: [{ id: 'lines', type: 'subform', label, fields: [{ id: 'product', type: 'reference', form: 'product', label }, column] }] };
  const store = new FormStore(judged, { lines: [{ $row: '1', product: { id: 'p1', title: '杯' }, note: null }] }, context);
  expect([store.isCellVisible('lines', '1', 'note'), store.isCellLocked('lines', '1', 'note'), store.isCellRequired('lines', '1', 'note')]).toEqual([true, false, false]);
});
