/** Fields as text: for other forms and other tabs of the browser. What they read goes along by its name. */
import type { Field, FormDocument } from '@/core/documents';
import type { Named } from '../lib/names';
import { copied } from './copy';
import { led } from './wiring';

const CLIPBOARD = 'huiliu/fields';

interface Clip {
  fields: readonly Field[];
  /** What each path that they mention is called. */
  names: Readonly<Record<string, string>>;
}

export function clipOf(fields: readonly Field[], named: readonly Named[]): string {
  const mentioned = new Set<string>();
  led(fields, (path) => (mentioned.add(path), path));
  const names = Object.fromEntries(named.filter((one) => mentioned.has(one.path)).map((one) => [one.path, one.label]));
  return JSON.stringify({ [CLIPBOARD]: { fields, names } satisfies Clip });
}

/** Copies of what the text holds, for this form: what they read is what is called the same here. Null for any other text. */
export function pasted(text: string, doc: FormDocument, named: readonly Named[]): Field[] | null {
  const clip = clipIn(text);
  if (!clip) return null;
  const here = new Set(named.map((one) => one.path));
  return copied(clip.fields, doc, {}, (path) => {
    const same = here.has(path) ? [] : named.filter((one) => one.label === clip.names[path]);
    return same.length === 1 ? same[0]!.path : path;
  });
}

/** What the text holds, as it was copied. */
export const fieldsIn = (text: string): readonly Field[] => clipIn(text)?.fields ?? [];

function clipIn(text: string): Clip | null {
  if (!text.includes(CLIPBOARD)) return null;
  try {
    const clip = (JSON.parse(text) as Record<string, Clip>)[CLIPBOARD];
    return clip && Array.isArray(clip.fields) && clip.fields.every(isField) ? { fields: clip.fields, names: clip.names ?? {} } : null;
  } catch {
    return null; // somebody pasted other text
  }
}

const isField = (one: Field): boolean => typeof one.id === 'string' && typeof one.type === 'string' && typeof one.label === 'object';
