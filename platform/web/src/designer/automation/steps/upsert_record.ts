import type { Condition } from '@/core/documents';
import type { Step, Values } from '../document';
import { defineStep } from '../kind';
import { filledInWords } from '../say-values';

export interface UpsertRecord extends Step {
  form: string;
  each?: string;
  match: Condition;
  values: Values;
  submit?: boolean;
}

export default defineStep<UpsertRecord>({
  group: 'records',
  edits: ['each', 'form', 'match', 'submit', 'values'],
  create: () => ({ form: '', match: { cond: [] }, values: {} }),
  say: (step, say) => (step.form ? [say.t(step.each ? 'automation.says_upsert_each' : 'automation.says_upsert', { form: say.form(step.form) }), say.match(step.form, step.match), filledInWords(step.form, step.values, say)] : [say.t('automation.no_form')]),
  gives: (step, _scope, shapes) => shapes.form(step.form),
});
