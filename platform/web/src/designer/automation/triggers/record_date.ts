import type { Trigger } from '../document';
import { defineTrigger } from '../kind';

export interface RecordDate extends Trigger {
  form: string;
  field: string;
  days?: number;
  at?: string;
  time_zone?: string;
  repeat?: 'once' | 'daily';
}

export const NINE = '09:00';

export default defineTrigger<RecordDate>({
  edits: ['at', 'days', 'field', 'form', 'repeat', 'time_zone'],
  create: (form) => ({ form, field: '' }),
  say: (trigger, say) => {
    if (!trigger.form) return [say.t('automation.no_form')];
    const days = trigger.days ?? 0;
    const shift = days === 0 ? say.t('automation.that_day') : say.t(days > 0 ? 'time.days_after' : 'time.days_before', { n: Math.abs(days) });
    return [say.t('automation.says_date', { form: say.form(trigger.form), field: trigger.field ? say.field(trigger.field) : '…', shift, at: trigger.at ?? NINE }), ...(trigger.repeat === 'daily' ? [say.t('automation.says_daily_on')] : [])];
  },
  subject: (trigger, shapes) => shapes.form(trigger.form),
});
