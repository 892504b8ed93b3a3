/** How the parts of a form speak of its fields: who reads a field, and what a move must rewrite. */
import type { FormDocument } from '@/core/documents';

/** Gets a path that the document mentions, and where; returns what should stand there. */
type Lead = (path: string, at: string) => string;

/** The document with every mention of the field at `from`, and of what is below it, led to `to`. */
export function rewired(doc: FormDocument, from: string, to: string): FormDocument {
  return led(doc, (path) => (path === from ? to : path.startsWith(`${from}.`) ? to + path.slice(from.length) : path));
}

/** Where a field is read, as paths into the JSON: `fields.3.formula`. */
export function uses(doc: FormDocument, wanted: string): string[] {
  const found = new Set<string>();
  led(doc, (path, at) => {
    if (path === wanted || path.startsWith(`${wanted}.`)) found.add(at);
    return path;
  });
  return [...found];
}

const REFERENCE = /\{\s*([$a-z][a-z0-9_.]*)\s*\}/g;
const ONE_PATH = new Set(['field', 'title_field']);
const MANY_PATHS = new Set(['search', 'columns', 'fields']);

/** Any part of a document with the paths it mentions replaced. */
export function led<T>(part: T, lead: Lead, key = '', at = ''): T {
  return walked(part, lead, key, at) as T; // the shape stays: only strings change
}

function walked(value: unknown, lead: Lead, key: string, at: string): unknown {
  if (typeof value === 'string') {
    if (key === 'formula') return value.replace(REFERENCE, (_, path: string) => `{${lead(path, at)}}`);
    return ONE_PATH.has(key) ? lead(value, at) : value;
  }
  if (Array.isArray(value)) {
    if (MANY_PATHS.has(key) && value.every((one) => typeof one === 'string')) return value.map((one: string) => lead(one, at));
    return value.map((one, index) => walked(one, lead, '', inside(at, index)));
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walked(one, lead, name, inside(at, name))]));
}

const inside = (at: string, name: string | number) => (at === '' ? String(name) : `${at}.${name}`);
