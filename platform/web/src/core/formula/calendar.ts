/** Days as whole numbers since 1970-01-01, by the civil calendar; no time zone, no `Date`. */

/** Minutes that the wall clock of a place is ahead of UTC at an instant (milliseconds). */
export type Zone = (at: number) => number;

export const browserZone: Zone = (at) => -new Date(at).getTimezoneOffset();

export interface Civil {
  year: number;
  month: number;
  day: number;
}

const ERA_DAYS = 146_097;
/** Days from 0000-03-01 to 1970-01-01. */
const EPOCH = 719_468;

export function daysOf(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * ERA_DAYS + dayOfEra - EPOCH;
}

export function civil(days: number): Civil {
  const z = days + EPOCH;
  const era = Math.floor(z / ERA_DAYS);
  const dayOfEra = z - era * ERA_DAYS;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1 };
}

export function monthLength(year: number, month: number): number {
  const next = month === 12 ? daysOf(year + 1, 1, 1) : daysOf(year, month + 1, 1);
  return next - daysOf(year, month, 1);
}

const ISO = /^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ][0-9:.Z+-]*)?$/;

/** The day of `2026-10-15` or `2026-10-15T…`; null when there is no such day. */
export function parseIsoDay(text: string): number | null {
  const found = ISO.exec(text);
  if (!found) return null;
  const [year, month, day] = [Number(found[1]), Number(found[2]), Number(found[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > monthLength(year, month)) return null;
  return daysOf(year, month, day);
}

export function twoDigits(given: number): string {
  return String(given).padStart(2, '0');
}
