/**
 * The run-time store of one record being filled in, outside React. A change recomputes only what
 * reads it, in topological order, row formulas before the totals over them, and then tells only the
 * cells that changed. The server computes everything again on save; this is its preview.
 */
import type { Field, FieldValue, FormDocument, FormValues, RowValue } from './documents';
import { Rows, evaluate, type ConditionContext } from './conditions';
import type { FormContext, FormStoreContract } from './formContract';
import { planOf, ownPart, type FormPlan, type Holding, type Slot, type Step } from './formPlan';
import { problemsOf } from './formProblems';
import { RowList, ValueBox, type Row } from './formRows';
import { RowHistory } from './rowHistory';
import { isBlank, isSame, kindOf, typed, wire } from './formTyping';
import { browserZone } from './formula/calendar';
import { FormulaError, type Env, type Formula, type Value } from './formula/formula';
import { fitted } from './formula/results';
import { shares } from './formula/shares';
import { DAY_MS, Day, Moment, isoDay } from './formula/values';
import type { FieldComplaint } from './wire';

const MAX_ROWS = 500;
/** Hiding a field changes formulas, which may hide another; more rounds than this are a circle. */
const MAX_ROUNDS = 4;
/** The name of a paste among the steps: what it meant is found out a moment later. */
const PASTE = 'paste';
const NONE: readonly FieldComplaint[] = [];

/** What changed: paths of fields (null), of columns and subforms with the rows concerned. */
type Dirty = Map<string, Set<string> | null>;

export class FormStore implements FormStoreContract {
  private readonly plan: FormPlan;
  private readonly main: ValueBox;
  private readonly lists = new Map<string, RowList>();
  /** The rows before anybody changed one: whoever writes into a row replaces it first. */
  private readonly firstRows = new Map<string, readonly Row[]>();
  private readonly histories = new Map<string, RowHistory>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly known = new Map<string, FormValues>();
  private errors = new Map<string, readonly FieldComplaint[]>();
  private faults: ReadonlySet<string> | null = null;
  private news = new Set<string>();
  private made = 0;
  private readonly isNew: boolean;
  private readonly opened: FormValues;

  /** `initial`: the values of a stored record; null or undefined: a new one, with its defaults. */
  constructor(
    readonly document: FormDocument,
    initial: FormValues | null | undefined,
    private readonly context: FormContext,
  ) {
    this.plan = planOf(document);
    this.isNew = !initial;
    this.main = new ValueBox(initial ?? {});
    for (const [id] of this.plan.subforms) this.open(id, (initial?.[id] ?? []) as RowValue[]);
    if (this.isNew) this.fillIn(this.main, this.document.fields);
    this.recompute(null);
    this.news.clear();
    this.opened = this.values();
  }

  get(field: string): FieldValue {
    return this.main.get(field);
  }

  rows(subform: string): readonly string[] {
    return this.lists.get(subform)?.keys ?? [];
  }

  filledRows(subform: string): readonly string[] {
    const all = this.lists.get(subform)?.all ?? [];
    const last = all.findLastIndex((row) => row.stored || isFilled(row));
    return all.slice(0, last + 1).map((row) => row.key);
  }

  cell(subform: string, row: string, column: string): FieldValue {
    return this.lists.get(subform)?.find(row)?.box.get(column) ?? null;
  }

  set(field: string, value: FieldValue, also: FormValues = {}): void {
    const dirty: Dirty = new Map();
    for (const [id, given] of Object.entries({ [field]: value, ...also })) {
      this.put(this.main, id, id, given ?? null, id === field);
      dirty.set(id, null);
    }
    this.recompute(dirty);
    this.tell();
  }

  setCell(subform: string, row: string, column: string, value: FieldValue, also: FormValues = {}): void {
    const list = this.lists.get(subform);
    const found = list?.find(row);
    if (!list || !found) return;
    this.histories.get(subform)?.remember(`${row}/${column}`);
    const dirty: Dirty = new Map();
    this.write(subform, list.detach(found), { ...also, [column]: value }, column, dirty);
    this.recompute(dirty);
    this.tell();
  }

  paste(subform: string, fromRow: number, rows: readonly FormValues[]): void {
    const list = this.lists.get(subform);
    if (!list) return;
    this.histories.get(subform)?.endStep();
    this.histories.get(subform)?.remember(PASTE);
    const missing = Math.min(fromRow + rows.length, this.mostRows(subform)) - list.keys.length;
    const dirty: Dirty = new Map();
    if (missing > 0) this.addRows(subform, list.keys.length, Array<RowValue>(missing).fill({}), dirty);
    rows.forEach((values, index) => {
      const row = list.find(list.keys[fromRow + index] ?? '');
      if (row) this.write(subform, list.detach(row), values, null, dirty);
    });
    this.recompute(dirty);
    this.tell();
  }

  fill(subform: string, rows: ReadonlyMap<string, FormValues>): void {
    const list = this.lists.get(subform);
    const dirty: Dirty = new Map();
    this.histories.get(subform)?.remember(PASTE);
    for (const [key, values] of rows) {
      const row = list?.find(key);
      if (!list || !row) continue;
      const open = Object.entries(values).filter(([column]) => !row.box.touched.has(column) || isBlank(row.box.get(column)));
      this.write(subform, list.detach(row), Object.fromEntries(open), null, dirty);
    }
    this.recompute(dirty);
    this.tell();
  }

  complain(subform: string, row: string, column: string, complaint: FieldComplaint): void {
    const key = `!${subform}/${row}/${column}`;
    this.errors.set(key, [complaint]);
    this.errorChanged(key);
    this.tell();
  }

  insertRows(subform: string, at: number, rows: readonly RowValue[]): readonly string[] {
    this.histories.get(subform)?.remember(null);
    const dirty: Dirty = new Map();
    const added = this.addRows(subform, at, rows, dirty);
    this.recompute(dirty);
    this.tell();
    return added;
  }

  removeRow(subform: string, row: string): void {
    const list = this.lists.get(subform);
    if (!list?.find(row)) return;
    this.histories.get(subform)?.remember(null);
    list.remove(row);
    this.rowsChanged(subform);
    this.recompute(this.wholeSubform(subform, new Set()));
    this.tell();
  }

  undo(subform: string): boolean {
    return this.step(subform, (history) => history.undo());
  }

  redo(subform: string): boolean {
    return this.step(subform, (history) => history.redo());
  }

  canUndo(subform: string): boolean {
    return this.histories.get(subform)?.canUndo === true;
  }

  endStep(subform: string): void {
    this.histories.get(subform)?.endStep();
  }

  /** The rows that became others are computed and told again, and what reads them. */
  private step(subform: string, go: (history: RowHistory) => boolean): boolean {
    const [list, history] = [this.lists.get(subform), this.histories.get(subform)];
    const before = new Set(list?.all);
    if (!list || !history || !go(history)) return false;
    const others = list.all.filter((row) => !before.has(row)).map((row) => row.key);
    const columns = this.plan.subforms.get(subform)!.fields;
    this.rowsChanged(subform);
    for (const key of others) for (const column of columns) this.news.add(`${subform}/${key}/${column.id}`);
    this.recompute(this.wholeSubform(subform, new Set(others)));
    this.tell();
    return true;
  }

  /** What is known of a referenced record, for formulas that read through the reference. */
  learn(recordId: string, values: FormValues): void {
    this.known.set(recordId, { ...this.known.get(recordId), ...values });
  }

  isVisible(field: string): boolean {
    return !this.main.hidden.has(field);
  }

  isCellVisible(subform: string, row: string, column: string): boolean {
    return !this.lists.get(subform)?.find(row)?.box.hidden.has(column);
  }

  isRequired(field: string): boolean {
    return !this.isLocked(field) && (this.plan.slots.get(field)?.field.required === true || this.main.demanded.has(field));
  }

  isCellRequired(subform: string, row: string, column: string): boolean {
    const asked = this.plan.slots.get(`${subform}.${column}`)?.field.required === true || this.lists.get(subform)?.find(row)?.box.demanded.has(column) === true;
    return asked && !this.isCellLocked(subform, row, column);
  }

  isLocked(field: string): boolean {
    return this.main.locked.has(field);
  }

  isCellLocked(subform: string, row: string, column: string): boolean {
    return this.main.locked.has(subform) || this.lists.get(subform)?.find(row)?.box.locked.has(column) === true;
  }

  subscribe(key: string, listener: () => void): () => void {
    const listeners = this.listeners.get(key) ?? new Set();
    this.listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.listeners.get(key) === listeners) this.listeners.delete(key);
    };
  }

  setErrors(errors: Readonly<Record<string, readonly FieldComplaint[]>>): void {
    const before = this.errors;
    this.errors = new Map();
    for (const [path, complaints] of Object.entries(errors)) {
      const key = this.errorKey(path);
      this.errors.set(key, [...(this.errors.get(key) ?? []), ...complaints]);
    }
    for (const key of [...before.keys(), ...this.errors.keys()]) this.errorChanged(key);
    this.tell();
  }

  errorsOf(field: string): readonly FieldComplaint[] {
    return this.errors.get(`!${field}`) ?? NONE;
  }

  faulty(): ReadonlySet<string> {
    this.faults ??= new Set([...this.errors.keys()].map((key) => key.slice(1).split('/')[0]!));
    return this.faults;
  }

  cellErrors(subform: string, row: string, column: string): readonly FieldComplaint[] {
    return this.errors.get(`!${subform}/${row}/${column}`) ?? NONE;
  }

  /** What is missing or out of bounds, before asking the server; by path, as the server would. */
  problems(): Record<string, FieldComplaint[]> {
    return problemsOf(this, this.context.language);
  }

  values(): FormValues {
    const found = this.outgoing(this.main, this.document.fields);
    for (const [id, list] of this.lists) {
      if (this.main.hidden.has(id) || this.main.locked.has(id) || !isTyped(this.plan.slots.get(id)!.field)) continue;
      const columns = this.plan.subforms.get(id)!.fields;
      const sent = this.filledRows(id).map((key) => list.find(key)!);
      found[id] = sent.map((row) => ({ ...(row.stored ? { $row: row.key } : {}), ...this.outgoing(row.box, columns) }));
    }
    return found;
  }

  changed(): FormValues {
    const now = this.values();
    return Object.fromEntries(Object.entries(now).filter(([id, value]) => !isSame(value ?? null, this.opened[id] ?? null)));
  }

  isChanged(): boolean {
    return Object.keys(this.changed()).length > 0;
  }

  private outgoing(box: ValueBox, fields: readonly Field[]): FormValues {
    const sent = fields.filter((field) => field.type !== 'subform' && isTyped(field) && !box.hidden.has(field.id) && !box.locked.has(field.id));
    return Object.fromEntries(sent.map((field) => [field.id, wire(field, box.get(field.id))]));
  }

  private open(subform: string, rows: readonly RowValue[]): void {
    const list = new RowList();
    this.lists.set(subform, list);
    this.histories.set(subform, new RowHistory(list));
    list.insert(0, rows.map((row) => this.rowOf(row, row.$row)));
    if (this.isNew) this.begin(subform, list);
    this.firstRows.set(subform, list.all);
  }

  private begin(subform: string, list: RowList): void {
    const begun = list.keys.length;
    const { min_rows = 0, fields, offer } = this.plan.subforms.get(subform)!;
    const begins = this.context.beginsWithRow === true && offer === undefined && isTyped(this.plan.slots.get(subform)!.field) ? 1 : 0;
    const missing = Array.from({ length: Math.max(min_rows, begins) - begun }, () => this.rowOf({}));
    missing.forEach((row) => this.fillIn(row.box, fields));
    list.insert(begun, missing);
  }

  private rowOf(values: RowValue, stored?: string): Row {
    return { key: stored ?? `new${++this.made}`, stored: stored !== undefined, box: new ValueBox(values) };
  }

  private addRows(subform: string, at: number, rows: readonly RowValue[], dirty: Dirty): readonly string[] {
    const list = this.lists.get(subform);
    if (!list) return [];
    const room = Math.max(0, this.mostRows(subform) - list.keys.length);
    const added = rows.slice(0, room).map((values) => this.rowOf(values));
    added.forEach((row) => this.fillIn(row.box, this.plan.subforms.get(subform)!.fields));
    list.insert(at, added);
    const keys = added.map((row) => row.key);
    if (added.length > 0) this.rowsChanged(subform);
    this.wholeSubform(subform, new Set(keys)).forEach((some, path) => dirty.set(path, some));
    return keys;
  }

  private mostRows(subform: string): number {
    return this.plan.subforms.get(subform)?.max_rows ?? MAX_ROWS;
  }

  private wholeSubform(subform: string, rows: Set<string>): Dirty {
    const columns = this.plan.subforms.get(subform)!.fields;
    return new Map([[subform, rows], ...columns.map((column) => [`${subform}.${column.id}`, rows] as const)]);
  }

  private rowsChanged(subform: string): void {
    this.news.add(subform).add(`${subform}/*`);
  }

  /** The defaults of a new record or row; what was given, a copied row's values, counts as filled in. */
  private fillIn(box: ValueBox, fields: readonly Field[]): void {
    for (const field of fields) {
      if (box.has(field.id)) {
        if (!isBlank(box.get(field.id))) box.touch(field.id, this.defaultOf(field));
        continue;
      }
      const value = this.defaultOf(field);
      if (value !== null) box.put(field.id, value);
    }
  }

  private defaultOf(field: Field): FieldValue {
    if (!field.default || 'formula' in field.default) return null;
    if ('value' in field.default) return field.default.value;
    const { memberId, memberName, departments = [], now } = this.context;
    switch (field.default.current) {
      case 'member':
        return { id: memberId, name: memberName };
      case 'department':
        return departments[0] ? { id: departments[0].id, name: departments[0].name } : null;
      case 'today':
        return isoDay(todayOf(now()));
      case 'now':
        return now().toISOString().replace(/\.[0-9]+Z$/, 'Z');
    }
  }

  private write(subform: string, row: Row, values: FormValues, typedIn: string | null, dirty: Dirty): void {
    for (const [column, given] of Object.entries(values)) {
      this.put(row.box, column, `${subform}/${row.key}/${column}`, given ?? null, typedIn === null || typedIn === column);
      const path = `${subform}.${column}`;
      const some = dirty.get(path);
      if (some !== null) dirty.set(path, (some ?? new Set<string>()).add(row.key));
    }
  }

  private put(box: ValueBox, id: string, key: string, value: FieldValue, byHand: boolean): void {
    if (byHand) box.touch(id);
    else box.putUnasked(id, value);
    if (this.errors.delete(`!${key}`)) this.errorChanged(`!${key}`);
    if (isSame(box.get(id), value)) return;
    box.put(id, value);
    this.valueChanged(key);
  }

  private valueChanged(key: string): void {
    this.news.add(key);
    const [subform, row] = key.split('/');
    if (row) this.news.add(`${subform}/*`);
  }

  private errorChanged(key: string): void {
    this.faults = null;
    this.news.add(key);
    this.news.add('!');
    const [subform, row] = key.split('/');
    if (row) this.news.add(`${subform}/*`);
  }

  private errorKey(path: string): string {
    const [head, index, ...rest] = path.split('.');
    const row = this.lists.get(head!)?.keys[Number(index)];
    return row !== undefined && rest.length > 0 ? `!${head}/${row}/${rest.join('.')}` : `!${head}`;
  }

  private tell(): void {
    const news = this.news;
    this.news = new Set();
    for (const key of news) this.listeners.get(key)?.forEach((listener) => listener());
  }

  /** `changed` null: everything, once, when the form opens. */
  private recompute(changed: Dirty | null): void {
    const env = this.env();
    let dirty = changed;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      for (const step of this.plan.steps) this.runStep(step, dirty, env);
      const others: Dirty = new Map();
      for (const showing of this.plan.showings) this.show(showing, dirty, others);
      for (const demand of this.plan.demands) this.demand(demand, dirty);
      for (const lock of this.plan.locks) this.lock(lock, dirty, others, env);
      if (others.size === 0) return;
      dirty = others;
    }
  }

  private env(): Env {
    const now = this.context.now();
    return { today: new Day(todayOf(now)), now: new Moment(now.getTime(), browserZone), member: this.context.memberName };
  }

  private runStep(step: Step, dirty: Dirty | null, env: Env): void {
    if (step.isDefault && !this.isNew && step.slot.sub === null) return;
    if (step.slot.sub === null) {
      if (isTouched(step.inputs, dirty)) this.compute(step, this.main, step.slot.path, null, dirty, env);
      return;
    }
    if (step.spread) return this.spread(step, step.spread, dirty, env);
    for (const row of this.concerned(step.slot.sub, step.inputs, dirty)) {
      if (step.isDefault && row.stored) continue;
      this.compute(step, row.box, `${step.slot.sub}/${row.key}/${step.slot.field.id}`, row, dirty, env);
    }
  }

  /** The rows whose own cells changed; all rows when something outside of them did. */
  private concerned(subform: string, inputs: ReadonlySet<string>, dirty: Dirty | null): Row[] {
    const list = this.lists.get(subform)!;
    if (dirty === null) return list.all;
    const keys = new Set(dirty.get(subform)); // rows that have just been added
    for (const input of inputs) {
      const some = dirty.get(input);
      if (some === undefined) continue;
      if (some === null || !input.startsWith(`${subform}.`)) return list.all;
      some.forEach((key) => keys.add(key));
    }
    return [...keys].flatMap((key) => list.find(key) ?? []);
  }

  private compute(step: Step, box: ValueBox, key: string, row: Row | null, dirty: Dirty | null, env: Env): void {
    const { field, path } = step.slot;
    if (step.isDefault && (box.touched.has(field.id) || (dirty === null && !isBlank(box.get(field.id))))) return;
    let isUnknown = false;
    const read = (ref: string) => {
      const value = this.typedAt(ref, row);
      if (value === undefined) isUnknown = true;
      return value ?? null;
    };
    const result = fitted(step.formula.run(read, env), step.result, step.scale);
    // Something lies behind a reference that only the server can follow: it has the last word.
    if (isUnknown && dirty === null) return;
    const value = isUnknown ? null : result instanceof FormulaError ? (step.isDefault ? null : result.code) : result;
    this.keep(box, field.id, value, path, key, row, dirty);
  }

  private keep(box: ValueBox, id: string, value: FieldValue, path: string, key: string, row: Row | null, dirty: Dirty | null): void {
    if (isSame(box.get(id), value)) return;
    box.put(id, value);
    this.valueChanged(key);
    if (!dirty) return;
    const some = dirty.get(path);
    if (row === null) dirty.set(path, null);
    else if (some !== null) dirty.set(path, (some ?? new Set<string>()).add(row.key));
  }

  /** A formula of the record, shared over all rows by their weights. */
  private spread(step: Step, weight: Formula, dirty: Dirty | null, env: Env): void {
    const { field, path, sub } = step.slot;
    const { all } = this.lists.get(sub!)!;
    if (!isTouched(step.inputs, dirty) && !dirty?.has(sub!)) return;
    let isUnknown = false;
    const at = (row: Row | null) => (ref: string) => {
      const value = this.typedAt(ref, row);
      if (value === undefined) isUnknown = true;
      return value ?? null;
    };
    const found = shares(step.formula.run(at(null), env), all.map((row) => weight.run(at(row), env)), step.scale);
    if (isUnknown && dirty === null) return;
    found.forEach((share, n) => {
      const row = all[n]!;
      const result = fitted(share, step.result, step.scale);
      const value = isUnknown ? null : result instanceof FormulaError ? result.code : result;
      this.keep(row.box, field.id, value, path, `${sub}/${row.key}/${field.id}`, row, dirty);
    });
  }

  /** A field's value for a formula; undefined: only the server knows. */
  private typedAt(ref: string, row: Row | null): Value | undefined {
    const own = ownPart(ref, this.plan.subforms);
    const slot = this.plan.slots.get(own);
    if (!slot) return undefined;
    if (own !== ref) return this.typedBehind(slot, ref.slice(own.length + 1), row);
    const make = (value: FieldValue) => typed(slot.field, value);
    if (slot.sub === null) return this.main.typed(own, make);
    const column = slot.field.id;
    if (row && this.lists.get(slot.sub)!.find(row.key) === row) return row.box.typed(column, make);
    return this.lists.get(slot.sub)!.all.map((one) => one.box.typed(column, make));
  }

  private typedBehind(slot: Slot, path: string, row: Row | null): Value | undefined {
    const boxes = slot.sub === null ? [this.main] : row ? [row.box] : this.lists.get(slot.sub)!.all.map((one) => one.box);
    const values = boxes.map((box) => {
      const id = wire(slot.field, box.seen(slot.field.id));
      if (id === null) return null;
      const known = this.known.get(String(id))?.[path];
      return known === undefined ? undefined : guessed(known);
    });
    if (values.some((value) => value === undefined)) return undefined;
    return slot.sub === null || row ? values[0] : (values as Value[]);
  }

  private show(showing: Holding, dirty: Dirty | null, others: Dirty): void {
    const { slot } = showing;
    for (const row of this.reached(showing, dirty)) {
      const isHidden = !this.holds(showing.when, row, true);
      if (!this.mark(row?.box.hidden ?? this.main.hidden, isHidden, slot, row)) continue;
      const some = others.get(slot.path);
      others.set(slot.path, row ? (some ?? new Set<string>()).add(row.key) : null);
    }
  }

  /** What a hand put where it is read-only now goes back to what stands there without it. */
  private lock({ slot, when, inputs }: Holding, dirty: Dirty | null, others: Dirty, env: Env): void {
    for (const row of this.reached({ slot, when, inputs }, dirty)) {
      const box = row?.box ?? this.main;
      const isOn = this.holds(when, row, false);
      const isNews = this.mark(box.locked, isOn, slot, row);
      if (slot.field.type === 'subform') {
        if (isNews) this.cellsOf(slot.path).forEach((key) => this.news.add(`?${key}`));
        if (isOn) this.letRowsGo(slot.path, others);
      } else if (isOn && box.touched.has(slot.field.id)) this.letGo(slot, row, others, env);
    }
  }

  private letGo(slot: Slot, row: Row | null, others: Dirty, env: Env): void {
    const { field, path, sub } = slot;
    const [box, key] = row ? [row.box, `${sub}/${row.key}/${field.id}`] : [this.main, path];
    box.letGo(field.id);
    if (this.errors.delete(`!${key}`)) this.errorChanged(`!${key}`);
    this.valueChanged(key);
    others.set(path, row ? (others.get(path) ?? new Set<string>()).add(row.key) : null);
    const filling = this.plan.steps.find((step) => step.isDefault && step.slot === slot);
    if (filling && (row ? !row.stored : this.isNew)) this.compute(filling, box, key, row, others, env);
  }

  private letRowsGo(subform: string, others: Dirty): void {
    const [list, first] = [this.lists.get(subform)!, this.firstRows.get(subform)!];
    if (list.keys.length === first.length && list.all.every((row, index) => row === first[index])) return;
    this.histories.get(subform)?.remember(null);
    list.replaceAll(first);
    this.rowsChanged(subform);
    this.cellsOf(subform).forEach((key) => this.news.add(key).add(`?${key}`));
    this.wholeSubform(subform, new Set(list.keys)).forEach((some, path) => others.set(path, some));
  }

  private cellsOf(subform: string): string[] {
    const columns = this.plan.subforms.get(subform)!.fields;
    return this.lists.get(subform)!.keys.flatMap((row) => columns.map((column) => `${subform}/${row}/${column.id}`));
  }

  private demand(demand: Holding, dirty: Dirty | null): void {
    for (const row of this.reached(demand, dirty)) this.mark(row?.box.demanded ?? this.main.demanded, this.holds(demand.when, row, false), demand.slot, row);
  }

  /** Where what a condition reads has changed; null is the record itself. */
  private reached({ slot, inputs }: Holding, dirty: Dirty | null): readonly (Row | null)[] {
    if (slot.sub !== null) return this.concerned(slot.sub, inputs, dirty);
    return isTouched(inputs, dirty) ? [null] : [];
  }

  /** False where it was so already. */
  private mark(marked: Set<string>, isOn: boolean, slot: Slot, row: Row | null): boolean {
    if (marked.has(slot.field.id) === isOn) return false;
    marked[isOn ? 'add' : 'delete'](slot.field.id);
    this.news.add(`?${row ? `${slot.sub}/${row.key}/${slot.field.id}` : slot.path}`);
    if (row) this.news.add(`${slot.sub}/*`);
    return true;
  }

  /** `misfit`: of a condition that cannot be judged here: it does not fit, or reads another record. */
  private holds(when: Parameters<typeof evaluate>[0], row: Row | null, misfit: boolean): boolean {
    const { memberId, departments = [], now } = this.context;
    const today = isoDay(todayOf(now()));
    const ids = departments.map((one) => one.id);
    const context: ConditionContext = {
      get: (path) => this.seenAt(path, row),
      kind: (path) => kindOf(this.plan.slots.get(path)?.field, path),
      current: {
        member: memberId, departments: ids, departments_below: ids, today, now: now().toISOString(),
        month_start: `${today.slice(0, 8)}01`, year_start: `${today.slice(0, 5)}01-01`,
      },
    };
    try {
      return evaluate(when, context);
    } catch {
      return misfit;
    }
  }

  private outside(path: string): null {
    if (this.plan.slots.has(ownPart(path, this.plan.subforms))) throw new Error(`what lies behind ${path} only the server knows`);
    return null;
  }

  private seenAt(path: string, row: Row | null): FieldValue | Rows {
    const slot = this.plan.slots.get(path);
    if (!slot) return this.outside(path);
    if (slot.field.type === 'subform') return this.lists.get(path)!.keys.map((key) => ({ $row: key }));
    if (slot.sub === null) return this.main.seen(path);
    if (row && this.lists.get(slot.sub)!.find(row.key) === row) return row.box.seen(slot.field.id);
    return new Rows(this.lists.get(slot.sub)!.all.map((one) => one.box.seen(slot.field.id)));
  }
}

function isTouched(inputs: ReadonlySet<string>, dirty: Dirty | null): boolean {
  if (dirty === null) return true;
  for (const input of inputs) if (dirty.has(input)) return true;
  return false;
}

/** Somebody typed something into it. */
function isFilled(row: Row): boolean {
  return [...row.box.touched].some((column) => !isBlank(row.box.get(column)));
}

/** Entered by people, as far as the form says: sent to the server. */
function isTyped(field: Field): boolean {
  const isComputed = field.type === 'formula' || field.type === 'serial' || field.type === 'section';
  return !isComputed && !field.readonly && field.access !== 'view';
}

function todayOf(now: Date): number {
  return Math.floor((now.getTime() + browserZone(now.getTime()) * 60_000) / DAY_MS);
}

/** A value of another form, whose field types are not at hand: plain decimals are numbers. */
function guessed(value: FieldValue): Value {
  const asNumber = typed({ type: 'number', id: 'x', label: {} }, value);
  if (asNumber !== null) return asNumber;
  return typed({ type: Array.isArray(value) ? 'multi_choice' : 'reference', id: 'x', label: {}, form: '', options: [] } as Field, value);
}

