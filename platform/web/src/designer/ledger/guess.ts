/** A ledger begun: what a person chose by names becomes a whole design. Pure. */
import type { Field, FormDocument } from '@/core/documents';
import type { Words } from '@/core/words';
import { shortId } from '../lib/short-id';
import type { Named } from '../lib/names';
import { DAYS, RESERVED, fitsDimension, kindOf, type Dimension, type DimensionType, type LedgerDesignDocument, type Measure, type Posting } from './document';

/** By what one may count. */
export const GROUPS: readonly string[] = ['reference', 'member', 'department', 'text', 'serial', 'choice', 'date'];
export const NUMBERS: readonly string[] = ['number', 'money'];
const AS_DIMENSION: Record<string, DimensionType> = { reference: 'reference', member: 'member', department: 'department', text: 'text', serial: 'text', choice: 'choice', date: 'date' };
const MOST_SCALE = 6;

/** Not of rows, of the record itself or of the rows of `each`; nothing behind references. */
export function ownNamed(named: readonly Named[], form: FormDocument, each: string): readonly Named[] {
  const own = new Set(form.fields.flatMap((field) => (field.type === 'subform' ? (field.id === each ? field.fields.map((one) => `${field.id}.${one.id}`) : []) : [field.id])));
  return named.filter(({ path }) => own.has(path));
}

export const dayOf = (form: FormDocument, named: readonly Named[]): string => form.fields.find((field) => kindOf(field) === 'date')?.id ?? named.find(({ field, path }) => DAYS.includes(kindOf(field)) && !path.includes('.'))?.path ?? '$created_at';

/** `lines.qty` → `qty`, unless that is taken or means something else. */
export function idFor(path: string, taken: ReadonlySet<string>, prefix: string): string {
  const last = path.replace(/^\$/, '').split('.').at(-1)!;
  return taken.has(last) || RESERVED.includes(last) || !/^[a-z][a-z0-9_]{0,62}$/.test(last) ? shortId(prefix, new Set([...taken, ...RESERVED])) : last;
}

export function dimensionOf({ path, field }: Named, taken: ReadonlySet<string>): Dimension {
  const type = AS_DIMENSION[kindOf(field)] ?? 'text';
  return { id: idFor(path, taken, 'd'), label: field.label, type, ...(field.type === 'reference' ? { form: field.form } : {}) };
}

export function measureOf({ path, field }: Named, taken: ReadonlySet<string>): Measure {
  return { id: idFor(path, taken, 'm'), label: field.label, scale: scaleOf(field) };
}

export function scaleOf(field: Field): number {
  const given = 'scale' in field ? field.scale : undefined;
  return Math.min(given ?? 2, MOST_SCALE);
}

export interface Aggregate {
  id: string;
  title: Words;
  form: FormDocument;
  /** '' for once a record. */
  each: string;
  by: readonly Named[];
  sums: readonly Named[];
  /** Also how many there are. */
  counts: boolean;
  count: Words;
  named: readonly Named[];
}

/** 聚合表: one form, grouped by some fields, adding up others. */
export function aggregate({ id, title, form, each, by, sums, counts, count, named }: Aggregate): LedgerDesignDocument {
  const taken = new Set<string>();
  const take = <T extends { id: string }>(one: T): T => (taken.add(one.id), one);
  const dimensions = by.map((one) => take(dimensionOf(one, taken)));
  const measures = sums.map((one) => take(measureOf(one, taken)));
  const counted: Measure[] = counts ? [take({ id: idFor('count', taken, 'm'), label: count, scale: 0 })] : [];
  const posting: Posting = {
    id: 'p1',
    form: form.id,
    event: form.document ? 'approved' : 'saved',
    ...(each ? { each } : {}),
    date: dayOf(form, named),
    dimensions: Object.fromEntries(dimensions.map((one, at) => [one.id, by[at]!.path])),
    measures: Object.fromEntries([...measures.map((one, at) => [one.id, `{${sums[at]!.path}}`]), ...counted.map((one) => [one.id, '1'])]),
  };
  return { kind: 'ledger', version: 1, id, title, dimensions, measures: [...measures, ...counted], postings: [posting] };
}

/** A posting of a form: every part of the key is guessed by its type and its name. */
export function postingOf(id: string, form: FormDocument, doc: Pick<LedgerDesignDocument, 'dimensions' | 'measures'>, named: readonly Named[]): Posting {
  const subforms = form.fields.filter((field) => field.type === 'subform');
  const each = subforms.length === 1 ? subforms[0]!.id : '';
  const own = ownNamed(named, form, each);
  const number = own.find(({ field, path }) => NUMBERS.includes(kindOf(field)) && (!each || path.startsWith(`${each}.`)));
  return {
    id,
    form: form.id,
    event: form.document ? 'approved' : 'saved',
    ...(each ? { each } : {}),
    date: dayOf(form, named),
    dimensions: Object.fromEntries(doc.dimensions.map((one) => [one.id, guessed(one, own, each)])),
    measures: doc.measures[0] ? { [doc.measures[0].id]: number ? `{${number.path}}` : '1' } : {},
  };
}

/** The field of the rows before that of the record; of several the one that is called the same. */
export function guessed(dimension: Dimension, own: readonly Named[], each: string): string | null {
  const fits = own.filter(({ field }) => fitsDimension(field, dimension));
  const sorted = [...fits].sort((one, other) => rank(other) - rank(one));
  return sorted[0]?.path ?? null;

  function rank({ path, field }: Named): number {
    const isNamesake = Object.entries(dimension.label).some(([language, text]) => field.label[language] === text);
    return (isNamesake ? 2 : 0) + (each && path.startsWith(`${each}.`) ? 1 : 0);
  }
}
