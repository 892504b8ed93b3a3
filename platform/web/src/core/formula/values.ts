/**
 * What a formula computes with, and how one kind of value becomes another. Errors are values.
 *
 * The twin of `core/expressions/values.py`: change both, `vectors.json` holds them together. No
 * JavaScript number is ever a value; regular expressions name their characters.
 */
import DecimalBase from 'decimal.js';
import { civil, daysOf, parseIsoDay, twoDigits, type Zone } from './calendar';

export const D = DecimalBase.clone({
  precision: 34,
  rounding: DecimalBase.ROUND_HALF_EVEN,
  toExpNeg: -40,
  toExpPos: 40,
});
export type Decimal = InstanceType<typeof D>;

export const ZERO = new D(0);
export const ONE = new D(1);
export const HUNDRED = new D(100);
const MAX_EXPONENT = 308;
/** Characters a formula may make: `REPT` of `REPT` must not fill the memory. */
export const MAX_TEXT = 20_000;

/** An error as a value: `IFERROR` catches it, everything else passes it on. */
export class FormulaError {
  constructor(readonly code: string) {}
  toString(): string {
    return this.code;
  }
}

/** A calendar day, as days since 1970-01-01. */
export class Day {
  constructor(readonly days: number) {}
}

/** An instant in milliseconds, seen in the actor's zone. */
export class Moment {
  constructor(
    readonly at: number,
    readonly zone: Zone,
  ) {}
  /** Milliseconds of the wall clock since 1970-01-01 00:00 there. */
  get wall(): number {
    return this.at + this.zone(this.at) * 60_000;
  }
  get day(): number {
    return Math.floor(this.wall / DAY_MS);
  }
}

export type Value = null | string | boolean | Decimal | Day | Moment | FormulaError | Value[];

export const DIV0 = new FormulaError('#DIV0');
export const VALUE = new FormulaError('#VALUE');
export const NUM = new FormulaError('#NUM');
export const NA = new FormulaError('#NA');

/** Carries an error value out of a function; never leaves the engine. */
export class Fail {
  constructor(readonly error: FormulaError) {}
}

export function caught(failure: unknown): FormulaError {
  if (failure instanceof Fail) return failure.error;
  throw failure;
}

/** What a formula may know of the world: handed in, so that both sides see the same. */
export interface Env {
  today: Day;
  now: Moment;
  member: string;
}

export const DAY_MS = 86_400_000;
const NUMBER = /^[ \t\r\n]*[+-]?[0-9]+(?:\.[0-9]+)?[ \t\r\n]*$/;

export function isDecimal(value: unknown): value is Decimal {
  return value instanceof D;
}

export function limited(given: Decimal): Decimal {
  if (!given.isFinite() || given.e > MAX_EXPONENT) throw new Fail(NUM);
  return given.isZero() || given.e < -MAX_EXPONENT ? ZERO : given;
}

export function isNumeric(text: string): boolean {
  return NUMBER.test(text);
}

/** Empty is 0, TRUE is 1, a text must be a plain number. */
export function number(value: Value): Decimal {
  if (value instanceof D) return value;
  if (value === null || value === '') return ZERO;
  if (typeof value === 'boolean') return value ? ONE : ZERO;
  if (typeof value === 'string' && isNumeric(value)) return decimalOf(stripped(value));
  if (Array.isArray(value) && value.length === 1) return number(value[0]!);
  throw new Fail(value instanceof FormulaError ? value : VALUE);
}

/** The decimal of a plain writing, rounded to the engine's precision. */
export function decimalOf(written: string): Decimal {
  return limited(new D(written.replace(/^\+/, '')).plus(0));
}

export function stripped(text: string): string {
  return text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, '');
}

/** Truncated towards zero, within ± 1,000,000,000. */
export function integer(value: Value): number {
  const given = number(value);
  if (given.abs().gte(1_000_000_001)) throw new Fail(NUM);
  return given.trunc().toNumber();
}

/** The shortest plain writing: `1200.5`, never `1.2005e+3`. */
export function plain(given: Decimal): string {
  const shown = given.toFixed();
  return shown === '-0' ? '0' : shown;
}

export function text(value: Value): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (value instanceof D) return plain(value);
  if (value instanceof Moment) return `${isoDay(value.day)} ${clock(value)}`;
  if (value instanceof Day) return isoDay(value.days);
  if (Array.isArray(value)) return short(value.map(text).join(','));
  throw new Fail(value as FormulaError);
}

function clock(moment: Moment): string {
  const seconds = Math.floor(moment.wall / 1000) - moment.day * 86_400;
  return [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => twoDigits(Math.floor(part))).join(':');
}

export function isoDay(days: number): string {
  const { year, month, day } = civil(days);
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
}

export function short(made: string): string {
  if (made.length > MAX_TEXT && lengthOf(made) > MAX_TEXT) throw new Fail(VALUE);
  return made;
}

/** Characters, not UTF-16 units: `𠮷` is one. */
export function lengthOf(given: string): number {
  let count = given.length;
  for (let i = 0; i + 1 < given.length; i++) {
    if (isHigh(given, i) && (given.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      count--;
      i++;
    }
  }
  return count;
}

function isHigh(given: string, index: number): boolean {
  return (given.charCodeAt(index) & 0xfc00) === 0xd800;
}

export function truth(value: Value): boolean {
  if (typeof value === 'boolean') return value;
  if (value === null || value === '') return false;
  if (typeof value === 'string') {
    const word = value.toUpperCase();
    if (word === 'TRUE' || word === 'FALSE') return word === 'TRUE';
    throw new Fail(VALUE);
  }
  return !number(value).isZero();
}

/** The day of a date, a moment or an ISO text. Empty stays empty. */
export function day(value: Value): number | null {
  if (value instanceof Moment) return value.day;
  if (value instanceof Day) return value.days;
  if (value === null || value === '') return null;
  if (Array.isArray(value) && value.length === 1) return day(value[0]!);
  if (typeof value === 'string') {
    const found = parseIsoDay(stripped(value));
    if (found !== null) return found;
  }
  throw new Fail(value instanceof FormulaError ? value : VALUE);
}

export function isEmpty(value: Value): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

export function flat(values: readonly Value[]): Value[] {
  const found: Value[] = [];
  for (const value of values) {
    if (Array.isArray(value)) found.push(...flat(value));
    else if (value instanceof FormulaError) throw new Fail(value);
    else found.push(value);
  }
  return found;
}

/** The numbers among the values: texts that are numbers count, other texts do not. */
export function numbers(values: readonly Value[]): Decimal[] {
  const found: Decimal[] = [];
  for (const value of flat(values)) {
    if (value instanceof D) found.push(value);
    else if (typeof value === 'string' && isNumeric(value)) found.push(number(value));
  }
  return found;
}

export function total(given: readonly Decimal[]): Decimal {
  return limited(given.reduce((sum, item) => sum.plus(item), ZERO));
}

/**
 * -1, 0 or 1. Numbers are before texts are before truth values; texts compare by code point;
 * empty equals 0, the empty text and FALSE, and is before every date.
 */
export function compare(left: Value, right: Value): number {
  for (const side of [left, right]) if (side instanceof FormulaError) throw new Fail(side);
  if (Array.isArray(left) || Array.isArray(right)) throw new Fail(VALUE);
  if (isDated(left) || isDated(right)) return compareDays(left, right);
  const first = left === null ? blankLike(right) : left;
  const second = right === null ? blankLike(first) : right;
  const difference = rank(first) - rank(second);
  if (difference !== 0) return difference < 0 ? -1 : 1;
  if (first instanceof D) return first.cmp(second as Decimal);
  if (typeof first === 'string') return compareTexts(first, second as string);
  return Number(first) - Number(second);
}

export function isDated(value: Value): value is Day | Moment {
  return value instanceof Day || value instanceof Moment;
}

function compareDays(left: Value, right: Value): number {
  if (isEmpty(left) || isEmpty(right)) return Number(isEmpty(right)) - Number(isEmpty(left));
  if (left instanceof Moment && right instanceof Moment) return Math.sign(left.at - right.at);
  return Math.sign(wallClock(left) - wallClock(right));
}

function wallClock(value: Value): number {
  if (value instanceof Moment) return value.wall;
  if (value instanceof D || typeof value === 'boolean') throw new Fail(VALUE);
  return day(value)! * DAY_MS;
}

function blankLike(other: Value): Value {
  if (typeof other === 'string') return '';
  return typeof other === 'boolean' ? false : ZERO;
}

function rank(value: Value): number {
  if (value instanceof D) return 0;
  return typeof value === 'string' ? 1 : 2;
}

/** By code point: UTF-16 units would put 𠮷 before ￥. */
export function compareTexts(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    if (left.charCodeAt(i) !== right.charCodeAt(i)) return pointAt(left, i) < pointAt(right, i) ? -1 : 1;
  }
  return Math.sign(left.length - right.length);
}

function pointAt(given: string, index: number): number {
  const isSecondHalf = index > 0 && (given.charCodeAt(index) & 0xfc00) === 0xdc00 && isHigh(given, index - 1);
  return given.codePointAt(isSecondHalf ? index - 1 : index)!;
}

/** A date moves by whole days, a moment by the exact share of a day. */
export function shifted(value: Day | Moment, days: Decimal): Value {
  if (days.abs().gt(4_000_000)) throw new Fail(NUM);
  if (value instanceof Day) return new Day(inRange(value.days + days.trunc().toNumber()));
  const moved = new Moment(value.at + days.times(DAY_MS).trunc().toNumber(), value.zone);
  inRange(Math.floor(moved.at / DAY_MS));
  inRange(moved.day);
  return moved;
}

export function daysBetween(later: Day | Moment, earlier: Day | Moment): Decimal {
  if (later instanceof Moment && earlier instanceof Moment) return new D(later.at - earlier.at).div(DAY_MS);
  return new D(day(later)! - day(earlier)!);
}

const FIRST_DAY = daysOf(1, 1, 1);
const LAST_DAY = daysOf(9999, 12, 31);

export function inRange(days: number): number {
  if (days < FIRST_DAY || days > LAST_DAY) throw new Fail(NUM);
  return days;
}

/** A writing that tells every two values apart: for vectors, samples and the fuzz. */
export function show(value: Value): string {
  if (value === null) return '∅';
  if (value instanceof FormulaError) return value.code;
  if (typeof value === 'string') return `"${value.replaceAll('"', '""')}"`;
  if (Array.isArray(value)) return `[${value.map(show).join(',')}]`;
  return text(value);
}
