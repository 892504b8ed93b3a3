import type { Step, Until } from '../document';
import { defineStep } from '../kind';

export interface Wait extends Step {
  days?: number;
  hours?: number;
  minutes?: number;
  until?: Until;
}

export default defineStep<Wait>({
  group: 'order',
  edits: ['days', 'hours', 'minutes', 'until'],
  create: () => ({ days: 1 }),
  say: (step, say) => [say.t('automation.says_wait', { time: say.period(step) || say.t('time.none') })],
});
