/** Which fields are filled in, in words: 填写 客户、数量. Pure. */
import type { Values } from './document';
import type { AutomationSay } from './say';

const MOST = 4;

export function filledInWords(form: string, values: Values | undefined, say: AutomationSay): string {
  const ids = Object.keys(values ?? {});
  if (ids.length === 0) return say.t('automation.no_values');
  const names = ids.slice(0, MOST).map((id) => say.fieldOf(form, id));
  return say.t(ids.length > MOST ? 'automation.fills_more' : 'automation.fills', { names: names.join('、'), n: ids.length });
}
