/**
 * What is told beside the fields of a record that is being filled in: the last price, what is
 * available. Asked of the server a moment after what decides it changes, many rows at once, and
 * never twice for the same values.
 */
import type { FieldValue, FormHint, FormValues, RowValue } from './documents';
import type { FormStoreContract } from './formContract';
import type { HintItem } from './wire';

export interface Told {
  hint: FormHint;
  value: FieldValue;
  source: HintItem['source'];
}

type Ask = (values: FormValues) => Promise<readonly HintItem[]>;

const WAIT_MS = 250;
const MOST_ROWS = 50;
const NOTHING: readonly Told[] = [];

export class HintBook {
  private readonly known = new Map<string, Told | null>();
  private readonly listeners = new Set<() => void>();
  private readonly lists = new Map<string, readonly Told[]>();
  private wanted = new Map<string, { hint: FormHint; row: string | null }>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: FormStoreContract,
    private readonly hints: readonly FormHint[],
    private readonly ask: Ask,
  ) {}

  /** Of a field (`row` null) or a cell; what is not known yet is asked for. The same list until it says something else. */
  at(path: string, row: string | null): readonly Told[] {
    const here = this.hints.filter((hint) => hint.beside === path);
    if (here.length === 0) return NOTHING;
    const keys = here.map((hint) => this.keyOf(hint, row));
    here.forEach((hint, i) => this.want(hint, row, keys[i] ?? null));
    const found = keys.flatMap((key) => (key === null ? [] : (this.known.get(key) ?? [])));
    const list = this.lists.get(`${path}/${row}`) ?? NOTHING;
    if (found.length === list.length && found.every((one, i) => one === list[i])) return list;
    this.lists.set(`${path}/${row}`, found);
    return found;
  }

  /** Hears of answers, and of everything in the record that may decide what is told. */
  subscribe(path: string, listener: () => void): () => void {
    const reads = this.hints.filter((hint) => hint.beside === path).flatMap((hint) => hint.reads);
    const keys = new Set(reads.map((read) => (read.includes('.') ? `${read.split('.')[0]}/*` : read)));
    const stops = [...keys].map((key) => this.store.subscribe(key, listener));
    this.listeners.add(listener);
    return () => {
      stops.forEach((stop) => stop());
      this.listeners.delete(listener);
    };
  }

  private want(hint: FormHint, row: string | null, key: string | null): void {
    if (key === null || this.known.has(key) || this.wanted.has(key)) return;
    this.wanted.set(key, { hint, row });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), WAIT_MS);
  }

  /** Null: nothing that decides is filled in. */
  private keyOf(hint: FormHint, row: string | null): string | null {
    const values = hint.reads.map((path) => bare(this.read(path, row)));
    return values.every((value) => value === null) ? null : JSON.stringify([hint.id, ...values]);
  }

  private read(path: string, row: string | null): FieldValue {
    const [subform = '', column] = path.split('.');
    return column === undefined ? this.store.get(subform) : row === null ? null : this.store.cell(subform, row, column);
  }

  private async look(): Promise<void> {
    const wanted = [...this.wanted].slice(0, MOST_ROWS);
    const [, first] = wanted[0] ?? [];
    if (!first) return;
    const subform = first.hint.beside.includes('.') ? first.hint.beside.split('.')[0]! : null;
    const asked = wanted.filter(([, { hint }]) => (hint.beside.includes('.') ? hint.beside.split('.')[0]! : null) === subform);
    asked.forEach(([key]) => this.wanted.delete(key));
    const rows = [...new Set(asked.map(([, { row }]) => row))];
    try {
      const items = await this.ask(this.valuesFor(subform, rows));
      for (const [key, { hint, row }] of asked) {
        const place = subform === null ? null : rows.indexOf(row);
        const item = items.find((one) => one.hint === hint.id && one.row === place);
        this.known.set(key, item ? { hint, value: item.value as FieldValue, source: item.source } : null);
      }
    } catch {
      return; // a hint that does not come is no reason to disturb anybody
    }
    this.listeners.forEach((listener) => listener());
    if (this.wanted.size > 0) void this.look();
  }

  /** The record with only the rows that are asked about, in this order. */
  private valuesFor(subform: string | null, rows: readonly (string | null)[]): FormValues {
    const all = this.store.values();
    const plain = Object.fromEntries(Object.entries(all).filter(([id]) => this.store.rows(id).length === 0));
    if (subform === null) return plain;
    const filled = this.store.filledRows(subform);
    const sent = (all[subform] ?? []) as RowValue[];
    return { ...plain, [subform]: rows.map((row) => withoutId(sent[filled.indexOf(row ?? '')] ?? {})) };
  }
}

function withoutId(row: RowValue): RowValue {
  return Object.fromEntries(Object.entries(row).filter(([column]) => column !== '$row'));
}

/** A chosen record is its id. */
function bare(value: FieldValue): FieldValue {
  if (value === null || value === '') return null;
  return typeof value === 'object' && 'id' in value ? value.id : value;
}
