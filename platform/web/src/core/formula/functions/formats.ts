/** The formats of `TEXT`: `#,##0.00`, `0%`, `yyyy年M月d日`, `HH:mm`. */
import { civil, twoDigits } from '../calendar';
import { D, Day, HUNDRED, Moment, limited, type Decimal } from '../values';

const NUMBER_FORMAT = /^([^0#]*)(#,##)?(0{1,20})(?:\.(0{0,20})(#{0,20}))?(%?)([^0#%]*)$/;

export function numberFormat(pattern: string): string[] | null {
  const found = NUMBER_FORMAT.exec(pattern);
  return found && found.slice(1).map((group) => group ?? '');
}

export function formattedNumber(value: Decimal, format: string[]): string {
  const [before, thousands, whole, fixed, optional, percent, after] = format as [
    string, string, string, string, string, string, string,
  ];
  const given = percent ? limited(value.times(HUNDRED)) : value;
  const rounded = given.toDecimalPlaces(fixed.length + optional.length, D.ROUND_HALF_UP);
  const [written, fraction = ''] = rounded.abs().toFixed(fixed.length + optional.length).split('.');
  const decimals = fraction.slice(0, fixed.length) + fraction.slice(fixed.length).replace(/0+$/, '');
  const digits = written!.padStart(whole.length, '0');
  const sign = rounded.isNegative() && !rounded.isZero() ? '-' : '';
  const shown = thousands ? digits.replace(/\B(?=(?:[0-9]{3})+$)/g, ',') : digits;
  return before + sign + shown + (decimals ? `.${decimals}` : '') + percent + after;
}

const DAY_PART = /[yY]+|M+|m+|[dD]+|[hH]+|[sS]+/g;

/** `m` is the minute after an hour or before a second, else the month, as in Excel. */
export function formattedDay(given: Day | Moment | number, pattern: string): string {
  const parts = [...pattern.matchAll(DAY_PART)];
  let made = '';
  let at = 0;
  parts.forEach((part, index) => {
    const before = parts[index - 1]?.[0][0]?.toLowerCase() ?? '';
    const after = parts[index + 1]?.[0][0]?.toLowerCase() ?? '';
    const isMinute = part[0][0] === 'm' && (before === 'h' || after === 's');
    made += pattern.slice(at, part.index) + dayPart(given, part[0], isMinute);
    at = part.index + part[0].length;
  });
  return made + pattern.slice(at);
}

function dayPart(given: Day | Moment | number, written: string, isMinute: boolean): string {
  const days = typeof given === 'number' ? given : given instanceof Day ? given.days : given.day;
  const { year, month, day } = civil(days);
  if (written[0] === 'y' || written[0] === 'Y') {
    const full = String(year).padStart(4, '0');
    return written.length > 2 ? full : full.slice(2);
  }
  const seconds = given instanceof Moment ? Math.floor(given.wall / 1000) - days * 86_400 : 0;
  const letter = isMinute ? 'i' : written[0]!.toLowerCase();
  const parts: Record<string, number> = {
    m: month, d: day, h: Math.floor(seconds / 3600), i: Math.floor(seconds / 60) % 60, s: seconds % 60,
  };
  return written.length > 1 ? twoDigits(parts[letter]!) : String(parts[letter]!);
}
