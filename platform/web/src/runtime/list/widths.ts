/** How wide the columns of a list are: a number or a day that is cut says something else. */
import type { Field } from '@/core/documents';
import type { RecordSummary } from '@/core/wire';
import { fields } from '@/fields';
import { isRight } from '@/runtime/form/subform';
import type { Language } from '@/core/words';
import { valueOf } from './values';

/** By field. */
export type Widths = Record<string, number>;

const STIFF = new Set(['serial', 'date', 'datetime']);
const STATE_PX = 92;
const SPARE_PX = 12;
const PADDING_PX = 22;
/** A digit, as wide as all others. */
const DIGIT_PX = 8;

/** Of those that do not give way. */
export const isStiff = (field: Field): boolean => STIFF.has(field.type) || isRight(field);

export function widthsOf(columns: readonly Field[], rows: readonly RecordSummary[], language: Language): Widths {
  return Object.fromEntries(columns.map((field) => [field.id, Math.max(usual(field), isRight(field) ? longest(field, rows, language) : 0)]));
}

function usual(field: Field): number {
  return field.id === '$state' ? STATE_PX : fields.get(field.type).width + SPARE_PX;
}

function longest(field: Field, rows: readonly RecordSummary[], language: Language): number {
  const { text } = fields.get(field.type);
  const most = rows.reduce((all, row) => Math.max(all, text(valueOf(row, field.id), field, language).length), 0);
  return most * DIGIT_PX + PADDING_PX;
}
