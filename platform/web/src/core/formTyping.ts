/** How formulas and conditions read the value of a field, which travels as strings and ids. */
import type { Field, FieldValue } from './documents';
import type { Kind } from './conditions';
import { browserZone, parseIsoDay } from './formula/calendar';
import { D, Day, FormulaError, Moment, type Value } from './formula/values';
import type { Result } from './formula/results';

type Reading = 'number' | 'date' | 'datetime' | 'switch' | 'title' | 'names' | 'text';

const READINGS: Partial<Record<Field['type'], Reading>> = {
  number: 'number', money: 'number', date: 'date', datetime: 'datetime', switch: 'switch', reference: 'title',
  member: 'title', department: 'title', multi_choice: 'names', codes: 'names', attachment: 'names',
};
const RESULTS: Record<Result, Reading> = { number: 'number', money: 'number', date: 'date', switch: 'switch', text: 'text' };
const PLAIN = /^[+-]?[0-9]+(?:\.[0-9]*)?$/;
const ERROR = /^#(?:DIV0|VALUE|NUM|NA|NAME)$/;

/** The value as formulas compute with it: a reference is its title, a member their name. */
export function typed(field: Field, value: FieldValue): Value {
  if (value === null || value === '') return null;
  if (field.type === 'formula' && typeof value === 'string' && ERROR.test(value)) return new FormulaError(value);
  const reading = field.type === 'formula' ? RESULTS[field.result] : (READINGS[field.type] ?? 'text');
  return READERS[reading](value);
}

const READERS: Record<Reading, (value: FieldValue) => Value> = {
  number: (value) => (typeof value === 'string' && PLAIN.test(value) ? new D(value.replace(/^\+/, '')) : null),
  date: (value) => {
    const day = typeof value === 'string' ? parseIsoDay(value) : null;
    return day === null ? null : new Day(day);
  },
  datetime: (value) => {
    const at = typeof value === 'string' ? Date.parse(value) : NaN;
    return Number.isNaN(at) ? null : new Moment(at, browserZone);
  },
  switch: (value) => (typeof value === 'boolean' ? value : null),
  title: (value) => nameOf(value),
  names: (value) => (Array.isArray(value) ? value.map((one) => nameOf(one as FieldValue)) : null),
  text: (value) => (typeof value === 'string' || typeof value === 'boolean' ? value : null),
};

function nameOf(value: FieldValue): string | null {
  if (typeof value === 'string') return value;
  if (value === null || typeof value !== 'object') return null;
  if ('title' in value) return value.title;
  return 'name' in value ? value.name : null;
}

const KINDS: Record<Exclude<Field['type'], 'formula'>, Kind> = {
  text: 'text', long_text: 'text', choice: 'text', serial: 'text', number: 'scaled', money: 'scaled', date: 'date',
  datetime: 'datetime', switch: 'boolean', reference: 'id', member: 'id', department: 'id', multi_choice: 'json',
  attachment: 'json', codes: 'json', subform: 'json', section: 'text',
};
const RESULT_KINDS: Record<Result, Kind> = { number: 'scaled', money: 'scaled', date: 'date', switch: 'boolean', text: 'text' };
const SYSTEM_KINDS: Record<string, Kind> = {
  $id: 'id', $created_by: 'id', $created_department: 'id', $created_at: 'datetime', $updated_at: 'datetime',
};

/** How two values of the field compare in a condition. */
export function kindOf(field: Field | undefined, path: string): Kind {
  if (!field) return SYSTEM_KINDS[path] ?? 'text';
  return field.type === 'formula' ? RESULT_KINDS[field.result] : KINDS[field.type];
}

/** The id that travels to the server for a reference, a member or a department. */
export function wire(field: Field, value: FieldValue): FieldValue {
  const isPointer = field.type === 'reference' || field.type === 'member' || field.type === 'department';
  return isPointer && value !== null && typeof value === 'object' && 'id' in value ? value.id : value;
}

export function isBlank(value: FieldValue | undefined): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

export function isSame(left: FieldValue, right: FieldValue): boolean {
  if (left === right) return true;
  const areBoxes = typeof left === 'object' && typeof right === 'object';
  return areBoxes && JSON.stringify(left) === JSON.stringify(right);
}

/** A value of another form, whose field types are not at hand: plain decimals are numbers. */
export function guessed(value: FieldValue): Value {
  const asNumber = typed({ type: 'number', id: 'x', label: {} }, value);
  if (asNumber !== null) return asNumber;
  return typed({ type: Array.isArray(value) ? 'multi_choice' : 'reference', id: 'x', label: {}, form: '', options: [] } as Field, value);
}

/** Entered by people, as far as the form says: sent to the server. */
export function isEntered(field: Field): boolean {
  const isComputed = field.type === 'formula' || field.type === 'serial' || field.type === 'section';
  return !isComputed && !field.readonly && field.access !== 'view';
}
