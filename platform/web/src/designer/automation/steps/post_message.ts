import type { Step } from '../document';
import { defineStep } from '../kind';

export interface PostMessage extends Step {
  channel: string;
  message: string;
}

export default defineStep<PostMessage>({
  group: 'people',
  edits: ['channel', 'message'],
  create: () => ({ channel: '', message: '' }),
  say: (step, say) => [say.t('automation.says_channel', { name: step.channel || '…' }), say.message(step.message)],
});
