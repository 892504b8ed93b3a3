/** What stands in a new record or row before anybody typed, but for default formulas. */
import type { Field, FieldValue } from './documents';
import type { FormContext } from './formContract';
import type { ValueBox } from './formRows';
import { isBlank } from './formTyping';
import { browserZone } from './formula/calendar';
import { DAY_MS, isoDay } from './formula/values';

/** What was given, a copied row's values, counts as filled in. */
export function fillIn(box: ValueBox, fields: readonly Field[], context: FormContext): void {
  for (const field of fields) {
    if (box.has(field.id)) {
      if (!isBlank(box.get(field.id))) box.touch(field.id, defaultOf(field, context));
      continue;
    }
    const value = defaultOf(field, context);
    if (value !== null) box.put(field.id, value);
  }
}

function defaultOf(field: Field, { memberId, memberName, departments = [], now }: FormContext): FieldValue {
  if (!field.default || 'formula' in field.default) return null;
  if ('value' in field.default) return field.default.value;
  switch (field.default.current) {
    case 'member':
      return { id: memberId, name: memberName };
    case 'department':
      return departments[0] ? { id: departments[0].id, name: departments[0].name } : null;
    case 'today':
      return isoDay(todayOf(now()));
    case 'now':
      return now().toISOString().replace(/\.[0-9]+Z$/, 'Z');
  }
}

/** The day in the browser's time zone. */
export function todayOf(now: Date): number {
  return Math.floor((now.getTime() + browserZone(now.getTime()) * 60_000) / DAY_MS);
}
