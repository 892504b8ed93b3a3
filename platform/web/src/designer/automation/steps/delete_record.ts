import type { Condition } from '@/core/documents';
import type { Step } from '../document';
import { defineStep } from '../kind';

export interface DeleteRecord extends Step {
  form: string;
  match: Condition;
}

export default defineStep<DeleteRecord>({
  group: 'records',
  edits: ['form', 'match'],
  create: () => ({ form: '', match: { cond: [] } }),
  say: (step, say) => (step.form ? [say.t('automation.says_delete', { form: say.form(step.form) }), say.match(step.form, step.match)] : [say.t('automation.no_form')]),
});
