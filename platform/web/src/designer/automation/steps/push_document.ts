import type { Condition } from '@/core/documents';
import type { Step, Values } from '../document';
import { defineStep } from '../kind';
import { filledInWords } from '../say-values';

export interface Rows {
  of: string;
  when?: Condition;
  values: Values;
}

export interface PushDocument extends Step {
  form: string;
  values: Values;
  rows?: Record<string, Rows>;
  submit?: boolean;
}

export default defineStep<PushDocument>({
  group: 'records',
  edits: ['form', 'rows', 'submit', 'values'],
  create: () => ({ form: '', values: {} }),
  say: (step, say) => (step.form ? [say.t('automation.says_push', { form: say.form(step.form) }), filledInWords(step.form, step.values, say)] : [say.t('automation.no_form')]),
  gives: (step, _scope, shapes) => shapes.form(step.form),
});
