import type { Listed, Picked, Trigger } from '../document';
import { defineTrigger, factsOfTrigger } from '../kind';
import { listedFields, pickedFields, valuesShape } from '../shape';

export interface HttpReceived extends Trigger {
  fields?: Record<string, Picked>;
  lists?: Record<string, Listed>;
  signed?: boolean;
  per_minute?: number;
  allow?: string[];
}

export default defineTrigger<HttpReceived>({
  edits: ['allow', 'fields', 'lists', 'per_minute', 'signed'],
  create: () => ({}),
  say: (trigger, { t, words }) => {
    const names = [...Object.values(trigger.fields ?? {}), ...Object.values(trigger.lists ?? {})].map((one) => words(one.label)).filter(Boolean);
    return [t('automation.says_http'), ...(names.length > 0 ? [t('automation.says_http_fields', { names: names.slice(0, 5).join('、') })] : [])];
  },
  subject: (trigger) => valuesShape([...pickedFields(trigger.fields ?? {}), ...listedFields(trigger.lists ?? {})], factsOfTrigger('http_received').words),
});
