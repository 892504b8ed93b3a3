/** A filter as people build it, and the condition it becomes. */
import type { Condition, CurrentName, FieldValue, Literal, Operator, Term } from './documents';

export interface FilterRow {
  field: string;
  op: Operator;
  /** As an input holds it: a reference keeps its title until the filter is sent. */
  value: FieldValue;
  /** The upper end of `between`. */
  to?: FieldValue;
  current?: CurrentName;
}

export interface Filter {
  rel: 'and' | 'or';
  rows: FilterRow[];
}

export const NO_FILTER: Filter = { rel: 'and', rows: [] };

const NEEDS_NOTHING = new Set<Operator>(['empty', 'not_empty']);

/** Rows that are not filled in yet do not filter. */
export function toCondition(filter: Filter): Condition | undefined {
  const cond = filter.rows.map(toTerm).filter((term): term is Term => term !== null);
  return cond.length > 0 ? { rel: filter.rel, cond } : undefined;
}

function toTerm(row: FilterRow): Term | null {
  if (NEEDS_NOTHING.has(row.op)) return { field: row.field, op: row.op };
  if (row.current) return { field: row.field, op: row.op, value: { current: row.current } };
  if (row.op === 'between') {
    const low = literal(row.value);
    const high = literal(row.to ?? null);
    return low === null && high === null ? null : { field: row.field, op: row.op, value: [low, high] };
  }
  if (Array.isArray(row.value)) {
    const list = row.value.map((one) => literal(one as FieldValue)).filter((one) => one !== null);
    return list.length > 0 ? { field: row.field, op: row.op, value: list } : null;
  }
  const value = literal(row.value);
  return value === null ? null : { field: row.field, op: row.op, value };
}

/** What travels: ids, decimals and dates as strings. */
function literal(value: FieldValue): Literal {
  if (value === null || value === '') return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  return !Array.isArray(value) && 'id' in value ? value.id : null;
}

/** Back from a saved view. Nested groups are beyond this builder: then null. */
export function fromCondition(condition: Condition | null | undefined): Filter | null {
  if (!condition) return NO_FILTER;
  const rows: FilterRow[] = [];
  for (const part of condition.cond) {
    if ('cond' in part) return null;
    rows.push(toRow(part));
  }
  return { rel: condition.rel ?? 'and', rows };
}

function toRow({ field, op, value }: Term): FilterRow {
  if (value === undefined || value === null) return { field, op, value: null };
  if (typeof value === 'object' && !Array.isArray(value)) {
    return 'current' in value ? { field, op, value: null, current: value.current } : { field, op, value: null };
  }
  if (op === 'between' && Array.isArray(value)) return { field, op, value: value[0] ?? null, to: value[1] ?? null };
  return { field, op, value: value as FieldValue };
}
