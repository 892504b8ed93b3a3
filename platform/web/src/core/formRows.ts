/** The values of one record or one row of a subform, with what formulas have already read of them. */
import type { FieldValue, FormValues } from './documents';
import type { Value } from './formula/values';

export class ValueBox {
  private readonly values = new Map<string, FieldValue>();
  private readonly read = new Map<string, Value>();
  /** What somebody filled in by hand: no default replaces it. */
  readonly touched = new Set<string>();
  readonly hidden = new Set<string>();
  /** What has to be filled in because of what else is there. */
  readonly demanded = new Set<string>();
  /** What nobody may change because of what else is there. */
  readonly locked = new Set<string>();
  /** What would stand in a touched field had nobody typed there. */
  private readonly unasked = new Map<string, FieldValue>();

  constructor(given: FormValues = {}) {
    for (const [key, value] of Object.entries(given)) if (key !== '$row') this.values.set(key, value ?? null);
  }

  get(key: string): FieldValue {
    return this.values.get(key) ?? null;
  }

  has(key: string): boolean {
    return this.values.has(key);
  }

  put(key: string, value: FieldValue): void {
    this.values.set(key, value);
    this.read.delete(key);
  }

  /** Before a hand's value is put; `unasked`: what stood there without it. */
  touch(key: string, unasked: FieldValue = this.get(key)): void {
    if (!this.touched.has(key)) this.unasked.set(key, unasked);
    this.touched.add(key);
  }

  /** What is filled in beside a hand's value, by a record chosen. */
  putUnasked(key: string, value: FieldValue): void {
    if (this.touched.has(key)) this.unasked.set(key, value);
  }

  /** Takes back what somebody typed. */
  letGo(key: string): void {
    this.touched.delete(key);
    this.put(key, this.unasked.get(key) ?? null);
  }

  /** The typed value, made once; a hidden field reads as empty. */
  typed(key: string, make: (value: FieldValue) => Value): Value {
    if (this.hidden.has(key)) return null;
    let value = this.read.get(key);
    if (value === undefined) {
      value = make(this.get(key));
      this.read.set(key, value);
    }
    return value;
  }

  copy(): ValueBox {
    const box = new ValueBox();
    this.values.forEach((value, key) => box.values.set(key, value));
    this.touched.forEach((key) => box.touched.add(key));
    this.hidden.forEach((key) => box.hidden.add(key));
    this.demanded.forEach((key) => box.demanded.add(key));
    this.locked.forEach((key) => box.locked.add(key));
    this.unasked.forEach((value, key) => box.unasked.set(key, value));
    return box;
  }

  seen(key: string): FieldValue {
    return this.hidden.has(key) ? null : this.get(key);
  }
}

export interface Row {
  /** `$row` of a stored row, `new1`… of a new one. */
  key: string;
  stored: boolean;
  box: ValueBox;
}

/** The rows of one subform. `keys` is the same array until rows come or go. */
export class RowList {
  keys: readonly string[] = [];
  private byKey = new Map<string, Row>();

  get all(): Row[] {
    return this.keys.map((key) => this.byKey.get(key)!);
  }

  find(key: string): Row | undefined {
    return this.byKey.get(key);
  }

  insert(at: number, rows: readonly Row[]): void {
    rows.forEach((row) => this.byKey.set(row.key, row));
    this.keys = [...this.keys.slice(0, at), ...rows.map((row) => row.key), ...this.keys.slice(at)];
  }

  /** The row to write into, so that who kept the old one finds it as it was. */
  detach(row: Row): Row {
    const own = { ...row, box: row.box.copy() };
    this.byKey.set(row.key, own);
    return own;
  }

  replaceAll(rows: readonly Row[]): void {
    this.byKey = new Map(rows.map((row) => [row.key, row]));
    this.keys = rows.map((row) => row.key);
  }

  remove(key: string): void {
    this.byKey.delete(key);
    this.keys = this.keys.filter((one) => one !== key);
  }
}
