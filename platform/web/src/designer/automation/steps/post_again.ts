import type { Condition } from '@/core/documents';
import type { Step } from '../document';
import { defineStep } from '../kind';

export interface By {
  field: string;
  desc?: boolean;
}

export interface PostAgain extends Step {
  form: string;
  match: Condition;
  sort?: By[];
}

export default defineStep<PostAgain>({
  group: 'records',
  edits: ['form', 'match', 'sort'],
  create: () => ({ form: '', match: { cond: [] } }),
  say: (step, say) => (step.form ? [say.t('automation.says_post', { form: say.form(step.form) }), say.match(step.form, step.match)] : [say.t('automation.no_form')]),
});
