import type { Condition } from '@/core/documents';
import type { Step, Values } from '../document';
import { defineStep } from '../kind';
import { filledInWords } from '../say-values';

export interface UpdateRecord extends Step {
  form: string;
  each?: string;
  match: Condition;
  values: Values;
}

export default defineStep<UpdateRecord>({
  group: 'records',
  edits: ['each', 'form', 'match', 'values'],
  create: () => ({ form: '', match: { cond: [] }, values: {} }),
  say: (step, say) => (step.form ? [say.t(step.each ? 'automation.says_update_each' : 'automation.says_update', { form: say.form(step.form) }), say.match(step.form, step.match), filledInWords(step.form, step.values, say)] : [say.t('automation.no_form')]),
});
