import type { Receivers as Who, Step } from '../document';
import { defineStep } from '../kind';
import { receiversInWords } from '../parts/Receivers';

export interface SendEmail extends Step {
  to?: Who;
  addresses?: string[];
  address_fields?: string[];
  subject: string;
  message: string;
}

export default defineStep<SendEmail>({
  group: 'people',
  edits: ['address_fields', 'addresses', 'message', 'subject', 'to'],
  create: () => ({ subject: '', message: '' }),
  say: (step, say) => {
    const who = [receiversInWords(step.to, say), ...(step.addresses ?? []), ...(step.address_fields ?? []).map(say.field)].filter(Boolean).join('、');
    return [say.t('automation.says_mail', { who: who || say.t('automation.nobody') }), say.message(step.subject)];
  },
});
