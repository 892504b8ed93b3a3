/**
 * Conditions in the browser: what shows a field, narrows a picker or lights a rule before the
 * server decides. The twin of `core/expressions/conditions.py`; `cases.json` holds them together.
 */
import { DAY_MS, D, compareTexts } from './formula/values';
import { browserZone, parseIsoDay, type Zone } from './formula/calendar';
import type { Condition, CurrentName, FieldValue, Operator, Term, TermValue } from './documents';

/** The kinds of storage: how two values of a field compare. */
export type Kind = 'text' | 'scaled' | 'boolean' | 'date' | 'datetime' | 'id' | 'json';

/** One value per row of a subform: a term is true if any row fulfils it. */
export class Rows {
  constructor(readonly values: readonly FieldValue[]) {}
}

export interface ConditionContext {
  /** The value in wire form, or `Rows` for a path through a subform. */
  get: (path: string) => FieldValue | Rows;
  kind: (path: string) => Kind;
  current: Partial<Record<CurrentName, string | readonly string[]>>;
  zone?: Zone;
}

/** The value does not fit the field, or the operator does not. */
export class BadCondition extends Error {
  constructor(
    readonly field: string,
    readonly value: string,
  ) {
    super(`${field}: ${value}`);
  }
}

export function evaluate(condition: Condition, context: ConditionContext): boolean {
  const holds = (part: Term | Condition) => ('cond' in part ? evaluate(part, context) : termHolds(part, context));
  return condition.rel === 'or' ? condition.cond.some(holds) : condition.cond.every(holds);
}

/** Every field path the condition reads, on both sides. */
export function paths(condition: Condition): Set<string> {
  const found = new Set<string>();
  for (const part of condition.cond) {
    if ('cond' in part) {
      paths(part).forEach((path) => found.add(path));
      continue;
    }
    found.add(part.field);
    if (isField(part.value)) found.add(part.value.field);
  }
  return found;
}

/** A negative operator is exactly "not" its positive one: so it is true on an empty field. */
const NEGATED: Partial<Record<Operator, Operator>> = {
  ne: 'eq', not_in: 'in', not_contains: 'contains', none_of: 'any_of', not_empty: 'empty',
};
const SAME: readonly Operator[] = ['eq', 'in', 'any_of', 'all_of', 'empty'];
const ORDER: readonly Operator[] = ['gt', 'gte', 'lt', 'lte', 'between'];
const ALLOWED: Record<Kind, readonly Operator[]> = {
  text: [...SAME, ...ORDER, 'contains', 'starts_with'],
  scaled: [...SAME, ...ORDER],
  date: [...SAME, ...ORDER],
  datetime: [...SAME, ...ORDER],
  boolean: SAME,
  id: SAME,
  json: ['any_of', 'all_of', 'empty'],
};

const isField = (value: unknown): value is { field: string } => typeof value === 'object' && value !== null && 'field' in value;
const isCurrent = (value: unknown): value is { current: CurrentName } =>
  typeof value === 'object' && value !== null && 'current' in value;

function termHolds(term: Term, context: ConditionContext): boolean {
  return pairs(term, context).some(([left, right]) => {
    const operator = NEGATED[term.op] ?? term.op;
    return positive(term.field, operator, left, right, context) === (operator === term.op);
  });
}

type Given = FieldValue | TermValue | readonly (string | boolean | null)[] | undefined;

/** The value pairs to try: one, one per row, or row by row within one subform. */
function pairs(term: Term, context: ConditionContext): [FieldValue, Given][] {
  const left = context.get(term.field);
  const lefts = left instanceof Rows ? left.values : [left];
  if (!isField(term.value)) {
    const right: Given = isCurrent(term.value) ? (context.current[term.value.current] ?? null) : term.value;
    return lefts.map((value) => [value, right]);
  }
  const right = context.get(term.value.field);
  const rights = right instanceof Rows ? right.values : [right];
  if (left instanceof Rows && right instanceof Rows && head(term.field) === head(term.value.field)) {
    return lefts.map((value, row) => [value, rights[row] ?? null]);
  }
  return lefts.flatMap((value) => rights.map((other): [FieldValue, Given] => [value, other]));
}

const head = (path: string) => path.split('.')[0];

function positive(field: string, operator: Operator, left: FieldValue, right: Given, context: ConditionContext): boolean {
  if (operator === 'empty') return isEmpty(left);
  const wanted = items(right);
  if (operator === 'all_of' && wanted.length === 0) return true;
  if (isEmpty(left)) return false;
  const kind = context.kind(field);
  if (!ALLOWED[kind].includes(operator)) throw new BadCondition(field, operator);
  const zone = context.zone ?? browserZone;
  const read = (given: unknown) => literal(field, given, kind, zone);
  switch (operator) {
    case 'eq':
    case 'in':
      return wanted.some((item) => isEqual(read(left), read(item)));
    case 'any_of':
    case 'all_of': {
      const own = items(left).map((item) => keyOf(read(item)));
      const keys = wanted.map((item) => keyOf(read(item)));
      return operator === 'any_of' ? keys.some((key) => own.includes(key)) : keys.every((key) => own.includes(key));
    }
    case 'between': {
      if (!Array.isArray(right) || right.length !== 2) throw new BadCondition(field, String(right));
      const [low, high] = right.map((end) => (isEmpty(end) ? null : read(end)));
      return (low == null || isOrdered('gte', read(left), low)) && (high == null || isOrdered('lte', read(left), high));
    }
  }
  if (isEmpty(right)) return false;
  if (Array.isArray(right)) throw new BadCondition(field, String(right));
  const [mine, other] = [read(left), read(right)];
  if (operator === 'contains') return lowered(String(mine)).includes(lowered(String(other)));
  if (operator === 'starts_with') return lowered(String(mine)).startsWith(lowered(String(other)));
  return isOrdered(operator, mine, other);
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
}

/** A list, whether one value or several were given; empties mean nothing. */
function items(given: unknown): unknown[] {
  return (Array.isArray(given) ? given : [given]).filter((item) => !isEmpty(item));
}

/** ASCII letters in lower case: what every database agrees on. */
function lowered(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** A day that a moment is compared with: from its midnight up to the next, in one zone. */
class WholeDay {
  constructor(
    readonly start: number,
    readonly end: number,
  ) {}
}

type Read = string | boolean | number | InstanceType<typeof D> | WholeDay;
const PLAIN = /^\s*[+-]?(?:[0-9]{1,40}(?:\.[0-9]{0,40})?|\.[0-9]{1,40})\s*$/;

function literal(field: string, given: unknown, kind: Kind, zone: Zone): Read {
  const value = typeof given === 'object' && given !== null && 'id' in given ? String(given.id) : given;
  const found = readers[kind](value, zone);
  if (found === null) throw new BadCondition(field, String(given));
  return found;
}

const readText = (given: unknown) => (typeof given === 'string' ? given : null);

const readers: Record<Kind, (given: unknown, zone: Zone) => Read | null> = {
  text: readText,
  json: readText,
  id: (given) => (typeof given === 'string' || typeof given === 'number' ? String(given) : null),
  scaled: (given) => (typeof given === 'string' && PLAIN.test(given) ? new D(given.trim().replace(/^\+/, '')) : null),
  boolean: (given) => (given === true || given === 'true' ? true : given === false || given === 'false' ? false : null),
  date: (given, zone) => {
    if (typeof given !== 'string') return null;
    if (given.length === 10) return parseIsoDay(given);
    const at = moment(given, zone);
    return at === null ? null : Math.floor((at + zone(at) * 60_000) / DAY_MS);
  },
  datetime: (given, zone) => {
    if (typeof given !== 'string') return null;
    if (given.length !== 10) return moment(given, zone);
    const day = parseIsoDay(given);
    return day === null ? null : new WholeDay(midnight(day, zone), midnight(day + 1, zone));
  },
};

function moment(given: string, zone: Zone): number | null {
  const hasZone = /(?:Z|[+-][0-9]{2}:?[0-9]{2})$/.test(given);
  const at = Date.parse(hasZone ? given : `${given.replace(' ', 'T')}Z`);
  if (Number.isNaN(at)) return null;
  return hasZone ? at : atWall(at, zone);
}

const midnight = (day: number, zone: Zone) => atWall(day * DAY_MS, zone);

/** The instant when the wall clock there shows `wall`. */
function atWall(wall: number, zone: Zone): number {
  const guess = wall - zone(wall) * 60_000;
  return wall - zone(guess) * 60_000;
}

function keyOf(value: Read): string {
  return value instanceof WholeDay ? `${value.start}` : String(value);
}

function isEqual(left: Read, right: Read): boolean {
  if (right instanceof WholeDay) {
    const at = left instanceof WholeDay ? left.start : (left as number);
    return right.start <= at && at < right.end;
  }
  return order(left, right) === 0;
}

function isOrdered(operator: Operator, left: Read, right: Read): boolean {
  if (right instanceof WholeDay) {
    const edge = operator === 'gt' || operator === 'lte' ? right.end : right.start;
    return isOrdered(operator === 'gt' ? 'gte' : operator === 'lte' ? 'lt' : operator, left, edge);
  }
  const found = order(left, right);
  switch (operator) {
    case 'gt': return found > 0;
    case 'gte': return found >= 0;
    case 'lt': return found < 0;
    default: return found <= 0;
  }
}

function order(left: Read, right: Read): number {
  if (left instanceof D) return left.cmp(right as InstanceType<typeof D>);
  if (typeof left === 'string') return compareTexts(left, String(right));
  return Number(left) - Number(right);
}
