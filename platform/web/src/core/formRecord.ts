/** The values of one record being filled in, as formulas and conditions read them. */
import { Rows } from './conditions';
import type { FieldValue, FormValues } from './documents';
import type { Dirty } from './formDirty';
import { ownPart, type FormPlan, type Slot } from './formPlan';
import { RowList, ValueBox, type Row } from './formRows';
import { guessed, typed, wire } from './formTyping';
import type { Value } from './formula/values';

export class FormRecord {
  readonly main: ValueBox;
  readonly lists = new Map<string, RowList>();
  private readonly known = new Map<string, FormValues>();

  constructor(
    readonly plan: FormPlan,
    /** Not stored yet. */
    readonly isNew: boolean,
    values: FormValues,
  ) {
    this.main = new ValueBox(values);
    for (const id of plan.subforms.keys()) this.lists.set(id, new RowList());
  }

  /** What is known of a record that is pointed at, for formulas that read through the reference. */
  learn(recordId: string, values: FormValues): void {
    this.known.set(recordId, { ...this.known.get(recordId), ...values });
  }

  /** Of a row, or of the record itself. */
  boxOf(row: Row | null): ValueBox {
    return row?.box ?? this.main;
  }

  columnsOf(subform: string) {
    return this.plan.subforms.get(subform)!.fields;
  }

  /** The keys of all cells of a subform. */
  cellsOf(subform: string): string[] {
    const columns = this.columnsOf(subform);
    return this.lists.get(subform)!.keys.flatMap((row) => columns.map((column) => `${subform}/${row}/${column.id}`));
  }

  /** All that changes where these rows come, go or become others. */
  wholeSubform(subform: string, rows: Set<string>): Dirty {
    return new Map([[subform, rows], ...this.columnsOf(subform).map((column) => [`${subform}.${column.id}`, rows] as const)]);
  }

  /** The rows whose own cells changed; all rows when something outside of them did. */
  concerned(subform: string, inputs: ReadonlySet<string>, dirty: Dirty | null): Row[] {
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

  /** A field's value for a formula; undefined: only the server knows. */
  typedAt(ref: string, row: Row | null): Value | undefined {
    const own = ownPart(ref, this.plan.subforms);
    const slot = this.plan.slots.get(own);
    if (!slot) return undefined;
    if (own !== ref) return this.typedBehind(slot, ref.slice(own.length + 1), row);
    const make = (value: FieldValue) => typed(slot.field, value);
    if (slot.sub === null) return this.main.typed(own, make);
    const column = slot.field.id;
    if (this.isRowOf(slot.sub, row)) return row.box.typed(column, make);
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

  /** A field's value for a condition. Throws for what lies in another record: only the server knows it. */
  seenAt(path: string, row: Row | null): FieldValue | Rows {
    const slot = this.plan.slots.get(path);
    if (!slot) return this.outside(path);
    if (slot.field.type === 'subform') return this.lists.get(path)!.keys.map((key) => ({ $row: key }));
    if (slot.sub === null) return this.main.seen(path);
    if (this.isRowOf(slot.sub, row)) return row.box.seen(slot.field.id);
    return new Rows(this.lists.get(slot.sub)!.all.map((one) => one.box.seen(slot.field.id)));
  }

  private outside(path: string): null {
    if (this.plan.slots.has(ownPart(path, this.plan.subforms))) throw new Error(`what lies behind ${path} only the server knows`);
    return null;
  }

  private isRowOf(subform: string, row: Row | null): row is Row {
    return row !== null && this.lists.get(subform)!.find(row.key) === row;
  }
}
