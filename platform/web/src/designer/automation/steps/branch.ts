import type { Step } from '../document';
import { defineStep } from '../kind';
import { freshCase } from '../store';

export default defineStep<Step>({
  group: 'order',
  edits: ['cases', 'otherwise'],
  create: () => ({ cases: [freshCase()] }),
  say: (step, say) => [say.t('automation.says_branch', { n: step.cases?.length ?? 0 })],
});
