/** Whether a field that a rule shows only sometimes has anything to do with a record as it stands. */
import { evaluate, paths } from '@/core/conditions';
import type { Condition, Field, FormDocument, FormValues } from '@/core/documents';
import { isBlank, kindOf, wire } from '@/core/formTyping';

/** What a rule does not show and nobody filled in is no news; a value is, whatever the rule says. */
export function applies(field: Field, form: FormDocument, values: FormValues): boolean {
  const when = field.visible_when;
  return when === undefined || !isBlank(values[field.id]) || holds(when, form, values);
}

/** True where it can not be judged here: it reads rows, another record, or what one may not see. */
function holds(when: Condition, form: FormDocument, values: FormValues): boolean {
  const known = new Map(form.fields.map((field) => [field.id, field]));
  const isRead = (path: string) => path in values && known.get(path)?.type !== 'subform';
  if (![...paths(when)].every(isRead)) return true;
  try {
    return evaluate(when, {
      get: (path) => wire(known.get(path)!, values[path] as never),
      kind: (path) => kindOf(known.get(path), path),
      current: {},
    });
  } catch {
    return true;
  }
}
