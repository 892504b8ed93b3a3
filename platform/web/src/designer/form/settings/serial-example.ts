/** What the first number of the day looks like. */
import type { SerialPart } from '@/core/documents';

export function exampleOf(parts: readonly SerialPart[], day: Date = new Date()): string {
  return parts.map((part) => written(part, day)).join('');
}

function written(part: SerialPart, day: Date): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'date': {
      const year = String(day.getFullYear());
      const pairs: Record<string, string> = { YYYY: year, YY: year.slice(2), MM: two(day.getMonth() + 1), DD: two(day.getDate()) };
      return part.format.replace(/YYYY|YY|MM|DD/g, (name) => pairs[name] ?? name);
    }
    case 'field':
      return '…';
    case 'count':
      return String(part.initial ?? 1).padStart(part.digits ?? 4, '0');
  }
}

const two = (n: number) => String(n).padStart(2, '0');
