/** Dates and moments as people read them, without a date library. */

/** `2026-10-01T08:00:00Z` → `2026-10-01 16:00` in the reader's zone. */
export function showMoment(iso: string | null | undefined): string {
  const moment = iso ? new Date(iso) : null;
  if (!moment || Number.isNaN(moment.getTime())) return '';
  return `${dayOf(moment)} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}

/** Today without the day, this year without the year: `14:05`, `10-01 14:05`. */
export function showShort(iso: string, now: Date = new Date()): string {
  const full = showMoment(iso);
  if (!full) return '';
  if (full.startsWith(dayOf(now))) return full.slice(11);
  return full.startsWith(`${now.getFullYear()}-`) ? full.slice(5) : full.slice(0, 10);
}

/** The calendar day where the reader is. */
export function dayOf(moment: Date): string {
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
}

/** The moment a day (`2026-10-01`) begins where the reader is, or a day that much later. */
export function dayEdge(day: string, later: number): string | undefined {
  const [year, month, date] = day.split('-').map(Number);
  const moment = new Date(year ?? Number.NaN, (month ?? Number.NaN) - 1, (date ?? Number.NaN) + later);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
