/** Sums, rounding and the other arithmetic of formulas. Rounding is half up (四舍五入). */
import { parseIsoDay } from '../calendar';
import {
  D, DIV0, Day, Fail, NUM, ONE, VALUE, ZERO, compare, flat, integer, isDated, isEmpty, isNumeric, limited,
  number, numbers, stripped, total, type Decimal, type Value,
} from '../values';
import type { Plain } from './kinds';

type Mode = typeof D.rounding;

const rows = (value: Value): Value[] => (Array.isArray(value) ? value : [value]);

function extreme(values: Value[], sign: number): Value {
  const days = flat(values).filter(isDated);
  const found: Value[] = days.length > 0 ? days : numbers(values);
  return found.length === 0 ? ZERO : found.reduce((best, value) => (compare(value, best) === sign ? value : best));
}

function average(args: Value[]): Value {
  const found = numbers(args);
  if (found.length === 0) throw new Fail(DIV0);
  return limited(total(found).div(found.length));
}

function product(args: Value[]): Value {
  const found = numbers(args);
  return found.reduce((result, item) => limited(result.times(item)), found.length > 0 ? ONE : ZERO);
}

function sumproduct(args: Value[]): Value {
  const columns = args.map(rows);
  const first = columns[0]!;
  if (columns.some((column) => column.length !== first.length)) throw new Fail(VALUE);
  let result = ZERO;
  for (let i = 0; i < first.length; i++) {
    const factor = columns.reduce((made, column) => limited(made.times(number(column[i]!))), ONE);
    result = limited(result.plus(factor));
  }
  return result;
}

function sumif(column: Value, criterion: Value, summed: Value): Value {
  const tested = rows(column);
  const chosen = summed === null ? tested : rows(summed);
  if (tested.length !== chosen.length) throw new Fail(VALUE);
  return total(numbers(chosen.filter((_, index) => fulfils(tested[index]!, criterion))));
}

const SIGNS = ['>=', '<=', '<>', '!=', '=', '>', '<'] as const;

function fulfils(value: Value, criterion: Value): boolean {
  const [sign, wanted] = criterionOf(criterion);
  const isSameKind = !isEmpty(value) && kind(value) === kind(wanted);
  const order = isSameKind ? compare(value, wanted) : 2;
  switch (sign) {
    case '=': return order === 0;
    case '>': return order === 1;
    case '>=': return order === 0 || order === 1;
    case '<': return order === -1;
    case '<=': return order === 0 || order === -1;
    default: return order !== 0;
  }
}

function criterionOf(given: Value): [(typeof SIGNS)[number], Value] {
  if (typeof given !== 'string') return ['=', given];
  const sign = SIGNS.find((one) => given.startsWith(one));
  const rest = stripped(given.slice(sign?.length ?? 0));
  return [sign ?? '=', isNumeric(rest) ? number(rest) : dayOrText(rest)];
}

function dayOrText(given: string): Value {
  const found = parseIsoDay(given);
  return found === null ? given : new Day(found);
}

function kind(value: Value): string {
  if (Array.isArray(value)) throw new Fail(VALUE);
  if (value instanceof D) return 'number';
  if (value === null) return 'empty';
  return isDated(value) ? 'day' : typeof value;
}

function rounded(value: Value, digits: Value, mode: Mode): Decimal {
  const given = number(value);
  const places = integer(digits);
  if (Math.abs(places) > 20) throw new Fail(NUM);
  if (places >= 0) return limited(given.toDecimalPlaces(places, mode));
  const unit = new D(10).pow(-places);
  return limited(given.div(unit).toDecimalPlaces(0, mode).times(unit));
}

function mod(value: Value, divisor: Value): Value {
  const above = number(value);
  const below = number(divisor);
  if (below.isZero()) throw new Fail(DIV0);
  return limited(above.minus(below.times(above.div(below).floor())));
}

/** By repeated squaring, in the same order as the twin, so that roundings agree. */
export function power(value: Value, exponent: Value): Value {
  let base = number(value);
  const given = number(exponent);
  if (!given.isInteger() || given.abs().gt(999)) throw new Fail(NUM);
  let left = given.abs().toNumber();
  if (base.isZero() && given.lte(0)) throw new Fail(given.isZero() ? NUM : DIV0);
  let result = ONE;
  while (left > 0) {
    if (left & 1) result = result.times(base);
    left >>= 1;
    if (left > 0) base = base.times(base);
  }
  return limited(given.isNegative() ? ONE.div(result) : result);
}

function stepped(value: Value, step: Value, mode: Mode): Value {
  const given = number(value);
  const width = number(step);
  if (width.isZero()) throw new Fail(DIV0);
  if (given.gt(0) && width.lt(0)) throw new Fail(NUM);
  return limited(given.div(width).toDecimalPlaces(0, mode).times(width));
}

function ranked(found: Decimal[], k: Value): Value {
  const place = integer(k);
  if (place < 1 || place > found.length) throw new Fail(NUM);
  return found[place - 1]!;
}

const sorted = (value: Value): Decimal[] => numbers([value]).sort((a, b) => a.cmp(b));

export const math: Record<string, Plain> = {
  SUM: (args) => total(numbers(args)),
  AVERAGE: average,
  MIN: (args) => extreme(args, -1),
  MAX: (args) => extreme(args, 1),
  COUNT: (args) => new D(numbers(args).length),
  COUNTA: (args) => new D(flat(args).filter((value) => !isEmpty(value)).length),
  PRODUCT: product,
  SUMPRODUCT: sumproduct,
  SUMIF: ([column, criterion, summed = null]) => sumif(column!, criterion!, summed),
  COUNTIF: ([column, criterion]) => new D(rows(column!).filter((row) => fulfils(row, criterion!)).length),
  ROUND: ([value, digits = ZERO]) => rounded(value!, digits, D.ROUND_HALF_UP),
  ROUNDUP: ([value, digits = ZERO]) => rounded(value!, digits, D.ROUND_UP),
  ROUNDDOWN: ([value, digits = ZERO]) => rounded(value!, digits, D.ROUND_DOWN),
  TRUNC: ([value, digits = ZERO]) => rounded(value!, digits, D.ROUND_DOWN),
  INT: ([value]) => limited(number(value!).floor()),
  MOD: ([value, divisor]) => mod(value!, divisor!),
  ABS: ([value]) => number(value!).abs(),
  SIGN: ([value]) => new D(number(value!).cmp(ZERO)),
  POWER: ([value, exponent]) => power(value!, exponent!),
  CEILING: ([value, step = ONE]) => stepped(value!, step, D.ROUND_CEIL),
  FLOOR: ([value, step = ONE]) => stepped(value!, step, D.ROUND_FLOOR),
  LARGE: ([column, k]) => ranked(sorted(column!).reverse(), k!),
  SMALL: ([column, k]) => ranked(sorted(column!), k!),
};
