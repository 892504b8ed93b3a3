/** What a form made of a sheet will be: each column a field of the type that is chosen, or left out. Pure. */
import type { FormDocument } from '@/core/documents';
import type { components } from '@/generated/api';

export type SheetColumn = components['schemas']['Column'];
export type Fit = SheetColumn['fits'][number];

/** A column as it stands in the wizard. */
export interface Chosen {
  column: SheetColumn;
  isTaken: boolean;
  label: string;
  type: string;
  isRequired: boolean;
}

const TITLES = ['text', 'serial'];
const SEARCHED = 5;

export const suggested = (columns: readonly SheetColumn[]): Chosen[] =>
  columns.map((column) => ({ column, isTaken: column.filled > 0 && column.fits.length > 0, label: column.label, type: column.fits[0]?.type ?? '', isRequired: false }));

const fitOf = ({ column, type }: Chosen): Fit | undefined => column.fits.find((fit) => fit.type === type);
const idOf = ({ column }: Chosen): string => `f_${column.position + 1}`;
export const taken = (columns: readonly Chosen[]): Chosen[] => columns.filter((one) => one.isTaken && fitOf(one) !== undefined);

/** The first text stands for the record, and is looked for with the others. */
export function formOf(columns: readonly Chosen[], key: string, title: string, language: string): FormDocument {
  const mine = taken(columns);
  const texts = mine.filter((one) => TITLES.includes(one.type)).map(idOf);
  const fields = mine.map((one) => ({
    ...fitOf(one)?.settings,
    id: idOf(one),
    type: one.type,
    label: { [language]: one.label.trim() || one.column.label },
    ...(one.isRequired ? { required: true } : {}),
  }));
  const document = { kind: 'form', version: 1, id: key, title: { [language]: title.trim() }, fields, ...(texts[0] ? { title_field: texts[0], search: texts.slice(0, SEARCHED) } : {}) };
  return document as unknown as FormDocument; // the settings are the server's: it knows what suits each type
}

/** Which field each column of the sheet goes into. */
export const namedColumns = (columns: readonly Chosen[]): string => JSON.stringify(Object.fromEntries(taken(columns).map((one) => [one.column.position, idOf(one)])));

/** Names that two fields would have: people could not tell them apart. */
export function namedTwice(columns: readonly Chosen[]): Set<string> {
  const names = taken(columns).map((one) => one.label.trim());
  return new Set(names.filter((name, at) => names.indexOf(name) !== at));
}

/** `客户 2026.xlsx` → `客户 2026`. */
export const titleOf = (file: string): string => file.replace(/\.[^.]*$/, '').trim().slice(0, 50);
