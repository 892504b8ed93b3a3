/** A ledger, as written in docs/reference/documents.md; and what is asked of it purely. */
import type { Condition, Field } from '@/core/documents';
import type { Words } from '@/core/words';

export type DimensionType = 'reference' | 'member' | 'department' | 'text' | 'choice' | 'date';
export type LedgerEvent = 'approved' | 'saved' | 'pending';

export interface Dimension {
  id: string;
  label: Words;
  type: DimensionType;
  form?: string;
}

export interface Refusal {
  code: string;
  message: Words;
}

export interface Floor extends Refusal {
  min?: string;
  past?: Refusal;
  undone?: Refusal;
}

export interface Measure {
  id: string;
  label: Words;
  scale?: number;
  unit?: string;
  floor?: Floor;
}

export interface FoundBy {
  found_by: Record<string, string>;
}

/** Nobody has to fill it in: which batch leaves, which comes back. */
export interface Allotted {
  given?: string | string[];
  first?: { by: string[]; when?: Condition }[];
  only?: Condition;
  until?: string;
  like?: string;
  of?: { record: string; row?: string };
  refused?: Refusal;
}

/** Where a part of the key comes from; null: it stays empty. */
export type Given = string | string[] | FoundBy | Allotted | null;

export type CostWay = 'given' | 'method' | 'source' | 'refund' | 'taken';
export interface CostRule {
  rule: CostWay;
  record?: string;
  row?: string;
  of?: string[];
  same_row?: boolean;
  share?: string;
  into?: string;
}

export interface Posting {
  id: string;
  form: string;
  event?: LedgerEvent;
  each?: string;
  date: string;
  items?: string;
  dimensions: Record<string, Given>;
  measures: Record<string, string>;
  when?: Condition;
  cost?: CostRule;
  up_to?: { check: string; ledger?: string };
}

export interface CheckTerm {
  measure: string;
  ledger?: string;
  sign?: '+' | '-';
  empty?: string[];
}

export interface Check extends Refusal {
  id: string;
  label: Words;
  by: string[];
  terms: CheckTerm[];
  min?: string;
  discloses?: boolean;
  refuses?: boolean;
}

export interface Costing {
  method: 'moving_average' | 'fifo';
  quantity: string;
  value: string;
  scope: string[];
}

export interface Ageing {
  date: string;
  measure: string;
  by: string[];
  days?: number[];
}

export interface LedgerDesignDocument {
  kind: 'ledger';
  version: 1;
  id: string;
  title: Words;
  icon?: string;
  group?: string;
  dimensions: Dimension[];
  measures: Measure[];
  postings?: Posting[];
  checks?: Check[];
  costing?: Costing;
  open?: string;
  ageing?: Ageing;
}

export type Part = 'dimensions' | 'measures' | 'postings' | 'checks';
export const PARTS: readonly Part[] = ['dimensions', 'measures', 'postings', 'checks'];
export interface Items {
  dimensions: Dimension;
  measures: Measure;
  postings: Posting;
  checks: Check;
}

/** One and the same: whoever watches it sees no change. */
const NONE: readonly unknown[] = [];
export const listOf = <P extends Part>(doc: LedgerDesignDocument, part: P): readonly Items[P][] => (doc[part] ?? NONE) as readonly unknown[] as readonly Items[P][]; // each list holds its own items
export const idsOf = (doc: LedgerDesignDocument): ReadonlySet<string> => new Set(PARTS.flatMap((part) => listOf(doc, part).map((one) => one.id)));

/** Names that refusals and queries use themselves. */
export const RESERVED: readonly string[] = ['current', 'required', 'shortage', 'code', 'words', 'fields', 'message', 'self', 'date', 'as_of', 'search', 'limit', 'cursor', 'from', 'to', 'open'];

export type KeyWay = 'field' | 'empty' | 'first' | 'found' | 'allotted';

export function wayOfKey(given: Given | undefined): KeyWay {
  if (given === null || given === undefined) return 'empty';
  if (typeof given === 'string') return 'field';
  if (Array.isArray(given)) return 'first';
  return 'found_by' in given ? 'found' : 'allotted';
}

const ACCEPTED: Record<DimensionType, readonly string[]> = {
  reference: ['reference'],
  member: ['member'],
  department: ['department'],
  text: ['text', 'serial', 'choice'],
  choice: ['choice'],
  date: ['date'],
};
/** What tells the day of an entry. */
export const DAYS: readonly string[] = ['date', 'datetime'];

/** The type of a field's values. */
export const kindOf = (field: Field): string => (field.type === 'formula' ? field.result : field.type);

/** Whether values of the field can be this part of a key. */
export function fitsDimension(field: Field, { type, form }: Pick<Dimension, 'type' | 'form'>): boolean {
  if (!ACCEPTED[type].includes(kindOf(field))) return false;
  return type !== 'reference' || (field.type === 'reference' && field.form === form);
}

export type AmountWay = 'none' | 'plus' | 'minus' | 'count' | 'formula';
const FIELD = /^\s*(-?)\s*\{\s*([$a-z][a-z0-9_.]*)\s*\}\s*$/;

export interface AmountRead {
  way: AmountWay;
  path: string;
}

/** `-{lines.qty}` is a field taken away; `1` counts; all else is a formula. */
export function readAmount(text: string | undefined): AmountRead {
  if (text === undefined) return { way: 'none', path: '' };
  if (text.trim() === '1') return { way: 'count', path: '' };
  const match = FIELD.exec(text);
  return match ? { way: match[1] === '-' ? 'minus' : 'plus', path: match[2]! } : { way: 'formula', path: '' };
}

export function writeAmount(way: AmountWay, path: string): string | undefined {
  switch (way) {
    case 'none':
      return undefined;
    case 'count':
      return '1';
    case 'plus':
      return `{${path}}`;
    case 'minus':
      return `-{${path}}`;
    case 'formula':
      return path ? `{${path}}` : '0';
  }
}
