/** Days and moments. Empty in, empty out: an order without a date is no error. */
import { civil, daysOf, monthLength } from '../calendar';
import { D, Day, Fail, Moment, NUM, ONE, VALUE, ZERO, day, inRange, integer, text, type Value } from '../values';
import type { Plain, Worldly } from './kinds';

function date(year: Value, month: Value, dayOfMonth: Value): Value {
  const [years, months, days] = [integer(year), integer(month), integer(dayOfMonth)];
  if (years < 1 || years > 9998 || Math.abs(months) > 1200 || Math.abs(days) > 36600) throw new Fail(NUM);
  const [y, m] = monthStart(years * 12 + months - 1);
  return new Day(inRange(daysOf(y, m, 1) + days - 1));
}

/** `months` since the start of year 0, as year and month. */
function monthStart(months: number): [number, number] {
  if (months < 12 || months >= 120_000) throw new Fail(NUM);
  return [Math.floor(months / 12), (months % 12) + 1];
}

function part(name: 'year' | 'month' | 'day'): Plain {
  return ([given]) => {
    const found = day(given!);
    return found === null ? null : new D(civil(found)[name]);
  };
}

function clockPart(unit: number, modulo: number): Plain {
  return ([given]) => {
    if (given instanceof Moment) {
      const wall = Math.floor(given.wall / unit);
      return new D(((wall % modulo) + modulo) % modulo);
    }
    return day(given!) === null ? null : ZERO;
  };
}

function datedif(start: Value, end: Value, unit: Value): Value {
  const [first, last, wanted] = [day(start), day(end), text(unit).toUpperCase()];
  if (!['D', 'M', 'Y'].includes(wanted)) throw new Fail(VALUE);
  if (first === null || last === null) return null;
  if (first > last) throw new Fail(NUM);
  if (wanted === 'D') return new D(last - first);
  const [from, to] = [civil(first), civil(last)];
  const months = (to.year - from.year) * 12 + to.month - from.month - (to.day < from.day ? 1 : 0);
  return new D(wanted === 'M' ? months : Math.floor(months / 12));
}

function days(end: Value, start: Value): Value {
  const [last, first] = [day(end), day(start)];
  return last === null || first === null ? null : new D(last - first);
}

function monthsLater(given: Value, months: Value, pick: (day: number, length: number) => number): Value {
  const [found, steps] = [day(given), integer(months)];
  if (found === null) return null;
  const from = civil(found);
  const [year, month] = monthStart(from.year * 12 + from.month - 1 + steps);
  return new Day(daysOf(year, month, pick(from.day, monthLength(year, month))));
}

function weekday(given: Value, kind: Value): Value {
  const [found, wanted] = [day(given), integer(kind)];
  if (![1, 2, 3].includes(wanted)) throw new Fail(NUM);
  if (found === null) return null;
  const fromMonday = (((found + 3) % 7) + 7) % 7;
  return new D(wanted === 1 ? ((fromMonday + 1) % 7) + 1 : wanted === 2 ? fromMonday + 1 : fromMonday);
}

export const worldlyDates: Record<string, Worldly> = {
  TODAY: (env) => env.today,
  NOW: (env) => env.now,
};

export const dates: Record<string, Plain> = {
  DATE: ([year, month, dayOfMonth]) => date(year!, month!, dayOfMonth!),
  YEAR: part('year'),
  MONTH: part('month'),
  DAY: part('day'),
  HOUR: clockPart(3_600_000, 24),
  MINUTE: clockPart(60_000, 60),
  SECOND: clockPart(1_000, 60),
  DATEDIF: ([start, end, unit = 'D']) => datedif(start!, end!, unit),
  DAYS: ([end, start]) => days(end!, start!),
  EDATE: ([given, months]) => monthsLater(given!, months!, Math.min),
  EOMONTH: ([given, months]) => monthsLater(given!, months!, (_, length) => length),
  WEEKDAY: ([given, kind = ONE]) => weekday(given!, kind),
};
