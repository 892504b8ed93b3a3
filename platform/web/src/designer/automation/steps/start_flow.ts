import type { Step } from '../document';
import { defineStep } from '../kind';

export interface StartFlow extends Step {
  of?: string;
}

export default defineStep<StartFlow>({
  group: 'order',
  edits: ['of'],
  create: () => ({}),
  say: (step, say) => [step.of ? say.t('automation.says_submit_of', { name: say.step(step.of) }) : say.t('automation.says_submit')],
});
