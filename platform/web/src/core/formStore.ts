/**
 * The run-time store of one record being filled in, outside React. A change recomputes only what
 * reads it, in topological order, row formulas before the totals over them, and then tells only the
 * cells that changed. The server computes everything again on save; this is its preview.
 */
import type { Field, FieldValue, FormDocument, FormValues, RowValue } from './documents';
import { Computing } from './formComputing';
import { Conditions } from './formConditions';
import type { FormContext, FormStoreContract } from './formContract';
import { fillIn } from './formDefaults';
import { touch, touchAll, type Dirty } from './formDirty';
import { FormErrors } from './formErrors';
import { News } from './formNews';
import { planOf } from './formPlan';
import { problemsOf } from './formProblems';
import { FormRecord } from './formRecord';
import { ValueBox, type Row, type RowList } from './formRows';
import { isBlank, isEntered, isSame, wire } from './formTyping';
import { RowHistory } from './rowHistory';
import type { FieldComplaint } from './wire';

const MAX_ROWS = 500;
/** Hiding a field changes formulas, which may hide another; more rounds than this are a circle. */
const MAX_ROUNDS = 4;
/** The name of a paste among the steps: what it meant is found out a moment later. */
const PASTE = 'paste';

export class FormStore implements FormStoreContract {
  private readonly record: FormRecord;
  private readonly news = new News();
  private readonly errors = new FormErrors(this.news);
  private readonly histories: ReadonlyMap<string, RowHistory>;
  private readonly computing: Computing;
  private readonly conditions: Conditions;
  private readonly opened: FormValues;
  private made = 0;

  /** `initial`: the values of a stored record; null or undefined: a new one, with its defaults. */
  constructor(
    readonly document: FormDocument,
    initial: FormValues | null | undefined,
    private readonly context: FormContext,
  ) {
    this.record = new FormRecord(planOf(document), !initial, initial ?? {});
    this.histories = new Map([...this.record.lists].map(([id, list]) => [id, new RowHistory(list)]));
    for (const id of this.record.lists.keys()) this.open(id, (initial?.[id] ?? []) as RowValue[]);
    if (this.record.isNew) fillIn(this.record.main, document.fields, context);
    this.computing = new Computing(this.record, this.news, context);
    this.conditions = new Conditions(this.record, this.news, this.errors, this.computing, this.histories, context);
    this.recompute(null);
    this.news.forget();
    this.opened = this.values();
  }

  get(field: string): FieldValue {
    return this.record.main.get(field);
  }

  rows(subform: string): readonly string[] {
    return this.record.lists.get(subform)?.keys ?? [];
  }

  filledRows(subform: string): readonly string[] {
    const all = this.record.lists.get(subform)?.all ?? [];
    const last = all.findLastIndex((row) => row.stored || isFilled(row));
    return all.slice(0, last + 1).map((row) => row.key);
  }

  cell(subform: string, row: string, column: string): FieldValue {
    return this.record.lists.get(subform)?.find(row)?.box.get(column) ?? null;
  }

  set(field: string, value: FieldValue, also: FormValues = {}): void {
    const dirty: Dirty = new Map();
    for (const [id, given] of Object.entries({ [field]: value, ...also })) {
      this.put(this.record.main, id, id, given ?? null, id === field);
      touch(dirty, id, null);
    }
    this.finish(dirty);
  }

  setCell(subform: string, row: string, column: string, value: FieldValue, also: FormValues = {}): void {
    const list = this.record.lists.get(subform);
    const found = list?.find(row);
    if (!list || !found) return;
    this.histories.get(subform)?.remember(`${row}/${column}`);
    const dirty: Dirty = new Map();
    this.write(subform, list.detach(found), { ...also, [column]: value }, column, dirty);
    this.finish(dirty);
  }

  paste(subform: string, fromRow: number, rows: readonly FormValues[]): void {
    const list = this.record.lists.get(subform);
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
    this.finish(dirty);
  }

  fill(subform: string, rows: ReadonlyMap<string, FormValues>): void {
    const list = this.record.lists.get(subform);
    const dirty: Dirty = new Map();
    this.histories.get(subform)?.remember(PASTE);
    for (const [key, values] of rows) {
      const row = list?.find(key);
      if (!list || !row) continue;
      const open = Object.entries(values).filter(([column]) => !row.box.touched.has(column) || isBlank(row.box.get(column)));
      this.write(subform, list.detach(row), Object.fromEntries(open), null, dirty);
    }
    this.finish(dirty);
  }

  complain(subform: string, row: string, column: string, complaint: FieldComplaint): void {
    this.errors.put(`${subform}/${row}/${column}`, complaint);
    this.news.tell();
  }

  insertRows(subform: string, at: number, rows: readonly RowValue[]): readonly string[] {
    this.histories.get(subform)?.remember(null);
    const dirty: Dirty = new Map();
    const added = this.addRows(subform, at, rows, dirty);
    this.finish(dirty);
    return added;
  }

  removeRow(subform: string, row: string): void {
    const list = this.record.lists.get(subform);
    if (!list?.find(row)) return;
    this.histories.get(subform)?.remember(null);
    list.remove(row);
    this.news.ofRows(subform);
    this.finish(this.record.wholeSubform(subform, new Set()));
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
    const [list, history] = [this.record.lists.get(subform), this.histories.get(subform)];
    const before = new Set(list?.all);
    if (!list || !history || !go(history)) return false;
    const others = list.all.filter((row) => !before.has(row)).map((row) => row.key);
    this.news.ofRows(subform);
    for (const key of others) for (const column of this.record.columnsOf(subform)) this.news.of(`${subform}/${key}/${column.id}`);
    this.finish(this.record.wholeSubform(subform, new Set(others)));
    return true;
  }

  /** What is known of a referenced record, for formulas that read through the reference. */
  learn(recordId: string, values: FormValues): void {
    this.record.learn(recordId, values);
  }

  isVisible(field: string): boolean {
    return !this.record.main.hidden.has(field);
  }

  isCellVisible(subform: string, row: string, column: string): boolean {
    return !this.record.lists.get(subform)?.find(row)?.box.hidden.has(column);
  }

  isRequired(field: string): boolean {
    return !this.isLocked(field) && (this.record.plan.slots.get(field)?.field.required === true || this.record.main.demanded.has(field));
  }

  isCellRequired(subform: string, row: string, column: string): boolean {
    const asked = this.record.plan.slots.get(`${subform}.${column}`)?.field.required === true || this.record.lists.get(subform)?.find(row)?.box.demanded.has(column) === true;
    return asked && !this.isCellLocked(subform, row, column);
  }

  isLocked(field: string): boolean {
    return this.record.main.locked.has(field);
  }

  isCellLocked(subform: string, row: string, column: string): boolean {
    return this.record.main.locked.has(subform) || this.record.lists.get(subform)?.find(row)?.box.locked.has(column) === true;
  }

  subscribe(key: string, listener: () => void): () => void {
    return this.news.subscribe(key, listener);
  }

  setErrors(errors: Readonly<Record<string, readonly FieldComplaint[]>>): void {
    this.errors.replace(Object.entries(errors).map(([path, complaints]) => [this.keyAt(path), complaints] as const));
    this.news.tell();
  }

  errorsOf(field: string): readonly FieldComplaint[] {
    return this.errors.of(field);
  }

  faulty(): ReadonlySet<string> {
    return this.errors.faulty();
  }

  cellErrors(subform: string, row: string, column: string): readonly FieldComplaint[] {
    return this.errors.of(`${subform}/${row}/${column}`);
  }

  /** What is missing or out of bounds, before asking the server; by path, as the server would. */
  problems(): Record<string, FieldComplaint[]> {
    return problemsOf(this, this.context.language);
  }

  values(): FormValues {
    const found = this.outgoing(this.record.main, this.document.fields);
    for (const [id, list] of this.record.lists) {
      if (this.record.main.hidden.has(id) || this.record.main.locked.has(id) || !isEntered(this.record.plan.slots.get(id)!.field)) continue;
      const columns = this.record.columnsOf(id);
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
    const sent = fields.filter((field) => field.type !== 'subform' && isEntered(field) && !box.hidden.has(field.id) && !box.locked.has(field.id));
    return Object.fromEntries(sent.map((field) => [field.id, wire(field, box.get(field.id))]));
  }

  private open(subform: string, rows: readonly RowValue[]): void {
    const list = this.record.lists.get(subform)!;
    list.insert(0, rows.map((row) => this.rowOf(row, row.$row)));
    if (this.record.isNew) this.begin(subform, list);
  }

  private begin(subform: string, list: RowList): void {
    const begun = list.keys.length;
    const { min_rows = 0, fields, offer } = this.record.plan.subforms.get(subform)!;
    const begins = this.context.beginsWithRow === true && offer === undefined && isEntered(this.record.plan.slots.get(subform)!.field) ? 1 : 0;
    const missing = Array.from({ length: Math.max(min_rows, begins) - begun }, () => this.rowOf({}));
    missing.forEach((row) => fillIn(row.box, fields, this.context));
    list.insert(begun, missing);
  }

  private rowOf(values: RowValue, stored?: string): Row {
    return { key: stored ?? `new${++this.made}`, stored: stored !== undefined, box: new ValueBox(values) };
  }

  private addRows(subform: string, at: number, rows: readonly RowValue[], dirty: Dirty): readonly string[] {
    const list = this.record.lists.get(subform);
    if (!list) return [];
    const room = Math.max(0, this.mostRows(subform) - list.keys.length);
    const added = rows.slice(0, room).map((values) => this.rowOf(values));
    added.forEach((row) => fillIn(row.box, this.record.columnsOf(subform), this.context));
    list.insert(at, added);
    const keys = added.map((row) => row.key);
    if (added.length > 0) this.news.ofRows(subform);
    touchAll(dirty, this.record.wholeSubform(subform, new Set(keys)));
    return keys;
  }

  private mostRows(subform: string): number {
    return this.record.plan.subforms.get(subform)?.max_rows ?? MAX_ROWS;
  }

  private write(subform: string, row: Row, values: FormValues, typedIn: string | null, dirty: Dirty): void {
    for (const [column, given] of Object.entries(values)) {
      this.put(row.box, column, `${subform}/${row.key}/${column}`, given ?? null, typedIn === null || typedIn === column);
      touch(dirty, `${subform}.${column}`, row.key);
    }
  }

  private put(box: ValueBox, id: string, key: string, value: FieldValue, byHand: boolean): void {
    if (byHand) box.touch(id);
    else box.putUnasked(id, value);
    this.errors.drop(key);
    if (isSame(box.get(id), value)) return;
    box.put(id, value);
    this.news.of(key);
  }

  /** `lines.2.qty` → the cell of the row that is third now. */
  private keyAt(path: string): string {
    const [head, index, ...rest] = path.split('.');
    const row = this.record.lists.get(head!)?.keys[Number(index)];
    return row !== undefined && rest.length > 0 ? `${head}/${row}/${rest.join('.')}` : head!;
  }

  private finish(dirty: Dirty): void {
    this.recompute(dirty);
    this.news.tell();
  }

  /** `changed` null: everything, once, when the form opens. */
  private recompute(changed: Dirty | null): void {
    let dirty = changed;
    for (let round = 0; round < MAX_ROUNDS; round++) {
      this.computing.run(dirty);
      const others = this.conditions.judge(dirty);
      if (others.size === 0) return;
      dirty = others;
    }
  }
}

/** Somebody typed something into it. */
function isFilled(row: Row): boolean {
  return [...row.box.touched].some((column) => !isBlank(row.box.get(column)));
}
