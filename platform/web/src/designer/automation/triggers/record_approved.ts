import { defineTrigger } from '../kind';

export default defineTrigger({
  edits: ['form'],
  create: (form) => ({ form }),
  say: (trigger, say) => [trigger.form ? say.t('automation.says_approved', { form: say.form(trigger.form) }) : say.t('automation.no_form')],
  subject: (trigger, shapes) => shapes.form(trigger.form ?? ''),
});
