import type { Condition, Field } from '@/core/documents';
import type { Words } from '@/core/words';
import type { Trigger } from '../document';
import { defineTrigger } from '../kind';
import { valuesShape, type Shape } from '../shape';

export type Fn = 'count' | 'sum' | 'avg' | 'min' | 'max';

export interface Total {
  label?: Words;
  fn: Fn;
  field?: string;
}

export interface AggregateThreshold extends Trigger {
  form: string;
  filter?: Condition;
  group_by?: string[];
  totals: Record<string, Total>;
  holds: Condition;
}

export const NOTHING: Condition = { cond: [] };
const COUNTED: Words = { 'zh-CN': '条数', en: 'Count' };

function subjectOf(trigger: AggregateThreshold, form: Shape | undefined): Shape | undefined {
  if (!form) return undefined;
  const groups = form.fields.filter((one) => trigger.group_by?.includes(one.id));
  const totals = Object.entries(trigger.totals).map(([id, one]): Field => {
    const source = form.fields.find((field) => field.id === one.field);
    return { id, type: 'number', scale: one.fn === 'count' ? 0 : 2, label: one.label ?? source?.label ?? COUNTED };
  });
  return valuesShape([...groups, ...totals], form.title);
}

export default defineTrigger<AggregateThreshold>({
  edits: ['filter', 'form', 'group_by', 'holds', 'totals'],
  create: (form) => ({ form, totals: { v_1: { fn: 'count' } }, holds: NOTHING }),
  say: (trigger, say) => (trigger.form ? [say.t('automation.says_sum', { form: say.form(trigger.form) }), say.condition(trigger.holds) || say.t('automation.no_line')] : [say.t('automation.no_form')]),
  subject: (trigger, shapes) => subjectOf(trigger, shapes.form(trigger.form)),
});
