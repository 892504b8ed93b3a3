import type { Trigger } from '../document';
import { defineTrigger } from '../kind';

export interface StateChanged extends Trigger {
  form: string;
  steps: string[];
}

export default defineTrigger<StateChanged>({
  edits: ['form', 'steps'],
  create: (form) => ({ form, steps: ['approved'] }),
  say: (trigger, say) => [trigger.form ? say.t('automation.says_state', { form: say.form(trigger.form), states: trigger.steps.map((one) => say.t(`automation.state_${one}`)).join('、') || '…' }) : say.t('automation.no_form')],
  subject: (trigger, shapes) => shapes.form(trigger.form),
});
