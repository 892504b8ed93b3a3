import type { Trigger } from '../document';
import { defineTrigger } from '../kind';

export interface RecordChanged extends Trigger {
  form: string;
  fields?: string[];
}

export default defineTrigger<RecordChanged>({
  edits: ['fields', 'form'],
  create: (form) => ({ form }),
  say: (trigger, say) => {
    if (!trigger.form) return [say.t('automation.no_form')];
    const names = (trigger.fields ?? []).map((path) => say.field(path)).join('、');
    return [say.t(names ? 'automation.says_changed_fields' : 'automation.says_changed', { form: say.form(trigger.form), names })];
  },
  subject: (trigger, shapes) => shapes.form(trigger.form),
});
