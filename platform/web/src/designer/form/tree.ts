/** The form document as a tree of fields: where a field is, what may go where. Pure. */
import type { Field, FieldType, FormDocument, SubformField } from '@/core/documents';
import { allFields } from '../lib/all-fields';
import { shortId } from '../lib/short-id';
import { led } from './wiring';

/** A place between fields: in the form (null) or in a subform. */
export interface Place {
  parent: string | null;
  index: number;
}

/** `qty` or `lines.qty`. */
export function pathOf(parent: string | null, id: string): string {
  return parent === null ? id : `${parent}.${id}`;
}

export function parentOf(path: string): string | null {
  const dot = path.indexOf('.');
  return dot < 0 ? null : path.slice(0, dot);
}

/** The list a place is in; the document's own array, to be changed in a draft. */
export function listAt(doc: FormDocument, parent: string | null): Field[] {
  if (parent === null) return doc.fields;
  const found = doc.fields.find((field): field is SubformField => field.id === parent && field.type === 'subform');
  return found?.fields ?? [];
}

export function locate(doc: FormDocument, path: string): Place | null {
  const parent = parentOf(path);
  const id = parent === null ? path : path.slice(parent.length + 1);
  const index = listAt(doc, parent).findIndex((field) => field.id === id);
  return index < 0 ? null : { parent, index };
}

export function fieldOf(doc: FormDocument, path: string | null): Field | null {
  const place = path === null ? null : locate(doc, path);
  return place ? (listAt(doc, place.parent)[place.index] ?? null) : null;
}

const NEVER_IN_SUBFORM: readonly FieldType[] = ['subform', 'section', 'serial'];

export function mayGo(type: FieldType, parent: string | null): boolean {
  return parent === null || !NEVER_IN_SUBFORM.includes(type);
}

/** `f_x7k2`: unique in the whole document. */
export function newId(doc: FormDocument, random: () => number = Math.random): string {
  return shortId('f', new Set(allFields(doc).map(({ field }) => field.id)), random);
}

/** A copy with ids of its own; columns of a copied subform too, and what they say of each other. */
export function copied(field: Field, doc: FormDocument, suffix: Readonly<Record<string, string>>): Field {
  const label = Object.fromEntries(Object.entries(field.label).map(([language, text]) => [language, text + (suffix[language] ?? '')]));
  const id = newId(doc);
  const copy = { ...structuredClone(field), id, label };
  if (field.type !== 'subform' || copy.type !== 'subform') return copy;
  const fresh = freshIds(field, { ...doc, fields: [...doc.fields, copy] });
  const lead = (path: string) => {
    const [head, column, ...rest] = path.split('.');
    return head === field.id ? [id, fresh.get(column ?? '') ?? column, ...rest].join('.') : path;
  };
  return { ...copy, fields: copy.fields.map((column) => led(renamed(column, fresh), lead)) };
}

function freshIds(subform: SubformField, doc: FormDocument): Map<string, string> {
  const fields = [...doc.fields];
  return new Map(
    subform.fields.map((column) => {
      const id = newId({ ...doc, fields });
      fields.push({ ...column, id });
      return [column.id, id];
    }),
  );
}

/** With its new id; what a reference copies goes to the new columns. */
function renamed(column: Field, fresh: ReadonlyMap<string, string>): Field {
  const id = fresh.get(column.id) ?? column.id;
  if (column.type !== 'reference' || !column.copy) return { ...column, id };
  return { ...column, id, copy: Object.fromEntries(Object.entries(column.copy).map(([to, from]) => [fresh.get(to) ?? to, from])) };
}
