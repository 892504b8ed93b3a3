/** Texts. Positions count characters (code points) from 1. */
import {
  D, Fail, HUNDRED, MAX_TEXT, NUM, ONE, VALUE, day, decimalOf, flat, integer, isDated, isEmpty, lengthOf, limited,
  number, short, text, type Value,
} from '../values';
import { formattedDay, formattedNumber, numberFormat } from './formats';
import type { Plain, Worldly } from './kinds';

const BLANKS = ' \\t\\r\\n\\u00a0\\u3000';
const OUTER_BLANKS = new RegExp(`^[${BLANKS}]+|[${BLANKS}]+$`, 'g');
const BLANK_RUN = new RegExp(`[${BLANKS}]+`, 'g');

function joined(separator: string, values: Value[]): string {
  let made = '';
  values.forEach((value, index) => {
    made = short(made + (index ? separator : '') + text(value));
  });
  return made;
}

function left(given: Value, count: Value): Value {
  const [source, taken] = [[...text(given)], integer(count)];
  if (taken < 0) throw new Fail(VALUE);
  return source.slice(0, taken).join('');
}

function right(given: Value, count: Value): Value {
  const [source, taken] = [[...text(given)], integer(count)];
  if (taken < 0) throw new Fail(VALUE);
  return source.slice(Math.max(0, source.length - taken)).join('');
}

function mid(given: Value, start: Value, count: Value): Value {
  const [source, first, taken] = [[...text(given)], integer(start), integer(count)];
  if (first < 1 || taken < 0) throw new Fail(VALUE);
  return source.slice(first - 1, first - 1 + taken).join('');
}

function substitute(given: Value, old: Value, replacing: Value, occurrence: Value): Value {
  const [source, wanted, replacement] = [text(given), text(old), text(replacing)];
  const place = occurrence === null ? null : integer(occurrence);
  if (place !== null && place < 1) throw new Fail(VALUE);
  if (!wanted) return source;
  const pieces = source.split(wanted);
  if (place === null) {
    const growth = (pieces.length - 1) * (lengthOf(replacement) - lengthOf(wanted));
    if (lengthOf(source) + growth > MAX_TEXT) throw new Fail(VALUE);
    return pieces.join(replacement);
  }
  if (place >= pieces.length) return source;
  return short(pieces.slice(0, place).join(wanted) + replacement + pieces.slice(place).join(wanted));
}

function replace(given: Value, start: Value, count: Value, replacing: Value): Value {
  const [source, first, taken, put] = [[...text(given)], integer(start), integer(count), text(replacing)];
  if (first < 1 || taken < 0) throw new Fail(VALUE);
  return short(source.slice(0, first - 1).join('') + put + source.slice(first - 1 + taken).join(''));
}

function position(wanted: string, given: string, start: number): Value {
  const source = [...given];
  if (start < 1 || start > source.length + 1) throw new Fail(VALUE);
  const rest = source.slice(start - 1).join('');
  const found = rest.indexOf(wanted);
  if (found < 0) throw new Fail(VALUE);
  return new D(start + lengthOf(rest.slice(0, found)));
}

function rept(given: Value, times: Value): Value {
  const [source, count] = [text(given), integer(times)];
  if (count < 0 || lengthOf(source) * count > MAX_TEXT) throw new Fail(VALUE);
  return source.repeat(count);
}

const WRITTEN = /^([+-]?)[¥￥$]?([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?(%?)$/;

function value(given: Value): Value {
  if (typeof given !== 'string' || given === '') return number(given);
  const found = WRITTEN.exec(given.replace(OUTER_BLANKS, ''));
  if (!found) throw new Fail(VALUE);
  const result = decimalOf(found[1]! + found[2]!.replaceAll(',', '') + (found[3] ?? ''));
  return found[4] ? limited(result.div(HUNDRED)) : result;
}

function formatted(given: Value, pattern: Value): Value {
  const wanted = text(pattern);
  if (isEmpty(given)) return '';
  const found = numberFormat(wanted);
  if (found && !isDated(given)) return formattedNumber(number(given), found);
  const days = day(given)!;
  return short(formattedDay(isDated(given) ? given : days, wanted));
}

const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const UNITS = ['', '拾', '佰', '仟'];
const TOO_MUCH = new D('1e16');

function rmbcaps(given: Value): Value {
  const amount = number(given).toDecimalPlaces(2, D.ROUND_HALF_UP);
  if (amount.abs().gte(TOO_MUCH)) throw new Fail(NUM);
  const cents = BigInt(amount.abs().times(100).toFixed(0));
  const [yuan, jiao, fen] = [cents / 100n, Number((cents / 10n) % 10n), Number(cents % 10n)];
  let words = yuan ? `${wholeCapitals(yuan)}元` : '';
  if (jiao) words += `${DIGITS[jiao]}角`;
  else if (fen && yuan) words += '零';
  words += fen ? `${DIGITS[fen]}分` : '';
  return (amount.isNegative() && !amount.isZero() ? '负' : '') + (words || '零元') + (fen ? '' : '整');
}

/** 亿 above, 万 between, 元 below; a gap of zeros is one 零. */
function wholeCapitals(whole: bigint): string {
  for (const [size, unit] of [[100_000_000n, '亿'], [10_000n, '万']] as const) {
    if (whole < size) continue;
    const [high, low] = [whole / size, whole % size];
    const gap = low && low < size / 10n ? '零' : '';
    return wholeCapitals(high) + unit + gap + (low ? wholeCapitals(low) : '');
  }
  return fourCapitals(Number(whole));
}

function fourCapitals(whole: number): string {
  let made = '';
  let isGap = false;
  for (const place of [3, 2, 1, 0]) {
    const digit = Math.floor(whole / 10 ** place) % 10;
    if (digit) made += (isGap && made ? '零' : '') + DIGITS[digit]! + UNITS[place]!;
    isGap = !digit;
  }
  return made;
}

export const worldlyTexts: Record<string, Worldly> = { CURRENTUSER: (env) => env.member };

const concat: Plain = (args) => joined('', flat(args));
const rmb: Plain = ([given]) => rmbcaps(given!);

export const texts: Record<string, Plain> = {
  CONCAT: concat,
  CONCATENATE: concat,
  TEXTJOIN: ([separator, ...args]) => {
    const put = text(separator!);
    return joined(put, flat(args).filter((item) => !isEmpty(item)));
  },
  LEFT: ([given, count = ONE]) => left(given!, count),
  RIGHT: ([given, count = ONE]) => right(given!, count),
  MID: ([given, start, count]) => mid(given!, start!, count!),
  LEN: ([given]) => new D(lengthOf(text(given!))),
  UPPER: ([given]) => short(text(given!).toUpperCase()),
  LOWER: ([given]) => short(text(given!).toLowerCase()),
  TRIM: ([given]) => text(given!).replace(OUTER_BLANKS, '').replace(BLANK_RUN, ' '),
  SUBSTITUTE: ([given, old, replacing, occurrence = null]) => substitute(given!, old!, replacing!, occurrence),
  REPLACE: ([given, start, count, replacing]) => replace(given!, start!, count!, replacing!),
  FIND: ([wanted, given, start = ONE]) => position(text(wanted!), text(given!), integer(start)),
  SEARCH: ([wanted, given, start = ONE]) =>
    position(text(wanted!).toLowerCase(), text(given!).toLowerCase(), integer(start)),
  EXACT: ([first, second]) => text(first!) === text(second!),
  REPT: ([given, times]) => rept(given!, times!),
  VALUE: ([given]) => value(given!),
  TEXT: ([given, pattern]) => formatted(given!, pattern!),
  RMBCAPS: rmb,
  RMBCAP: rmb,
};
