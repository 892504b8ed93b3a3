import type { Step, Values } from '../document';
import { defineStep } from '../kind';
import { filledInWords } from '../say-values';

export interface CreateRecord extends Step {
  form: string;
  each?: string;
  values: Values;
  submit?: boolean;
}

export default defineStep<CreateRecord>({
  group: 'records',
  edits: ['each', 'form', 'submit', 'values'],
  create: () => ({ form: '', values: {} }),
  say: (step, say) => (step.form ? [say.t(step.each ? 'automation.says_create_each' : 'automation.says_create', { form: say.form(step.form) }), filledInWords(step.form, step.values, say)] : [say.t('automation.no_form')]),
  gives: (step, _scope, shapes) => shapes.form(step.form),
});
