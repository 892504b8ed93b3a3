/** A new field of a type: an id of its own, what its type starts with, as wide as what it stands beside. */
import type { Field, FieldType, FormDocument } from '@/core/documents';
import { choose } from '@/core/words';
import { fields } from '@/fields';
import { listAt, newId, type Place } from './tree';
import { typeSettings } from './types';

const LINE: readonly FieldType[] = ['text', 'number', 'money', 'date', 'datetime', 'choice', 'switch', 'reference', 'member', 'department', 'formula', 'serial'];

/** Its label is in the designer's language only: a stale "Formula" would stay under the name it gets. */
export function freshField(doc: FormDocument, type: FieldType, place: Place, language: string): Field {
  const { create, words } = fields.get(type);
  const label = { [language]: choose(words, language) };
  const made = { ...create(newId(doc)), label, ...typeSettings.get(type).starts } as Field;
  const list = listAt(doc, place.parent);
  const beside = list[place.index - 1] ?? list[place.index];
  const width = place.parent === null && LINE.includes(type) && beside && LINE.includes(beside.type) ? beside.width : undefined;
  return width === undefined ? made : { ...made, width };
}

/** `r1`, `r2`, …: not among those that are there. */
export function freshId(letter: string, list: readonly { id: string }[]): string {
  let n = list.length + 1;
  while (list.some((one) => one.id === `${letter}${n}`)) n++;
  return `${letter}${n}`;
}
