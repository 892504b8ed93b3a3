import type { Words } from '@/core/words';
import type { Receivers as Who, Step } from '../document';
import { defineStep } from '../kind';
import { receiversInWords } from '../parts/Receivers';

export interface Notify extends Step {
  to: Who;
  message: Words;
}

export default defineStep<Notify>({
  group: 'people',
  edits: ['message', 'to'],
  create: () => ({ to: { creator: true }, message: {} }),
  say: (step, say) => [say.t('automation.says_notify', { who: receiversInWords(step.to, say) || say.t('automation.nobody') }), say.message(say.words(step.message))],
});
