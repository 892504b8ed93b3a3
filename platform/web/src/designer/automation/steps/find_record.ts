import type { Condition } from '@/core/documents';
import type { Step } from '../document';
import { defineStep } from '../kind';

export interface FindRecord extends Step {
  form: string;
  match: Condition;
  many?: boolean;
  limit?: number;
  required?: boolean;
}

export default defineStep<FindRecord>({
  group: 'records',
  edits: ['form', 'limit', 'many', 'match', 'required'],
  create: () => ({ form: '', match: { cond: [] } }),
  say: (step, say) => (step.form ? [say.t(step.many ? 'automation.says_find_many' : 'automation.says_find', { form: say.form(step.form) }), say.match(step.form, step.match)] : [say.t('automation.no_form')]),
  gives: (step, _scope, shapes) => shapes.form(step.form),
});
