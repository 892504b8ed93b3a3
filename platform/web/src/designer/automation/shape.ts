/** What can be read under a name: a record of a form, or values that never were one. Pure. */
import type { Field } from '@/core/documents';
import type { Words } from '@/core/words';
import type { Listed, Picked, PickedType } from './document';

export interface Shape {
  /** '' where it is no record. */
  form: string;
  title: Words;
  fields: readonly Field[];
  isDocument: boolean;
  /** Lines of a report, items of a ledger: a loop may go through them. */
  isLines?: boolean;
}

/** The designs that an automation speaks of; undefined: not there, or not read yet. */
export interface Shapes {
  form: (key: string) => Shape | undefined;
  report: (key: string) => Shape | undefined;
  ledger: (key: string) => Shape | undefined;
}

export const NO_SHAPES: Shapes = { form: () => undefined, report: () => undefined, ledger: () => undefined };

export const valuesShape = (fields: readonly Field[], title: Words = {}): Shape => ({ form: '', title, fields, isDocument: false });

/** The columns of a subform as fields of their own. */
export function rowShape(shape: Shape, subform: string): Shape | undefined {
  const field = shape.fields.find((one) => one.id === subform);
  return field?.type === 'subform' ? valuesShape(field.fields, field.label) : undefined;
}

export function plainField(id: string, type: PickedType, label: Words | undefined, scale?: number): Field {
  const base = { id, label: label ?? { 'zh-CN': id } };
  return type === 'number' ? { ...base, type, scale: scale ?? 2 } : { ...base, type };
}

export const pickedFields = (picked: Readonly<Record<string, Picked>>): Field[] => Object.entries(picked).map(([id, one]) => plainField(id, one.type ?? 'text', one.label, one.scale));

export const listedFields = (lists: Readonly<Record<string, Listed>>): Field[] =>
  Object.entries(lists).map(([id, one]) => ({ id, type: 'subform', label: one.label ?? { 'zh-CN': id }, fields: pickedFields(one.fields) }));

interface ReportColumn {
  id: string;
  label?: Words;
  field?: string;
  result?: PickedType | 'money';
  scale?: number;
}
export interface ReportDocument {
  title: Words;
  rows: { form?: string };
  columns?: ReportColumn[];
  parameters?: { id: string; label: Words; type: string }[];
}

/** Its columns, and which record a line is about. */
export function reportShape(report: ReportDocument, formOf: (form: string) => Shape | undefined, record: Words): Shape {
  const form = report.rows.form ?? '';
  const about: Field[] = form ? [{ id: 'record', type: 'reference', form, label: record }] : [];
  const columns = (report.columns ?? []).map((column): Field => {
    const source = fieldAtPath(formOf(form)?.fields, column.field, formOf);
    const type = source?.type ?? column.result ?? 'number';
    const base = { ...(source ?? {}), id: column.id, type, label: column.label ?? source?.label ?? { 'zh-CN': column.id } };
    return base as Field; // a column is the field it shows, by another name
  });
  return { ...valuesShape([...about, ...columns], report.title), isLines: true };
}

function fieldAtPath(fields: readonly Field[] | undefined, path: string | undefined, formOf: (form: string) => Shape | undefined): Field | undefined {
  if (!fields || !path) return undefined;
  const [head, ...rest] = path.split('.');
  const field = fields.find((one) => one.id === head);
  if (!field || rest.length === 0) return field;
  return field.type === 'reference' ? fieldAtPath(formOf(field.form)?.fields, rest.join('.'), formOf) : undefined;
}

interface LedgerPart {
  id: string;
  label: Words;
  type?: string;
  form?: string;
  scale?: number;
}
export interface LedgerOutline {
  title: Words;
  dimensions: LedgerPart[];
  measures: LedgerPart[];
}

export function ledgerShape(ledger: LedgerOutline): Shape {
  const dimensions = ledger.dimensions.map((one) => ({ ...one, type: one.type ?? 'text' }) as Field);
  const measures = ledger.measures.map((one): Field => ({ id: one.id, type: 'number', label: one.label, scale: one.scale ?? 2 }));
  return valuesShape([...dimensions, ...measures], ledger.title);
}
