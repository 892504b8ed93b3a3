/** The form document as a tree of fields: where a field is, what may go where. Pure. */
import type { Field, FieldType, FormDocument, SubformField } from '@/core/documents';
import { allFields } from '../lib/all-fields';
import { shortId } from '../lib/short-id';

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

/** The field, and with a section what stands below it: a tab reaches to the next tab. */
export function together(doc: FormDocument, path: string): Field[] {
  const field = fieldOf(doc, path);
  if (field?.type !== 'section') return field ? [field] : [];
  const below = doc.fields.slice(locate(doc, path)!.index + 1);
  const end = below.findIndex((one) => one.type === 'section' && (field.style !== 'tab' || one.style === 'tab'));
  return [field, ...(end < 0 ? below : below.slice(0, end))];
}
