import type { Words } from '@/core/words';
import type { Trigger } from '../document';
import { defineTrigger } from '../kind';

export interface ButtonTrigger extends Trigger {
  form: string;
  label: Words;
  roles?: string[];
  confirm?: Words;
}

export default defineTrigger<ButtonTrigger>({
  edits: ['confirm', 'form', 'label', 'roles'],
  create: (form) => ({ form, label: {} }),
  say: (trigger, say) => [trigger.form ? say.t('automation.says_button', { form: say.form(trigger.form), label: say.words(trigger.label) || '…' }) : say.t('automation.no_form')],
  subject: (trigger, shapes) => shapes.form(trigger.form),
});
