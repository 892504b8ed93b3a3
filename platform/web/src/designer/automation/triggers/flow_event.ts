import type { Trigger } from '../document';
import { defineTrigger } from '../kind';

export interface FlowEvent extends Trigger {
  form: string;
  on: string[];
  nodes?: string[];
}

export default defineTrigger<FlowEvent>({
  edits: ['form', 'nodes', 'on'],
  create: (form) => ({ form, on: ['approved'] }),
  say: (trigger, say) => [trigger.form ? say.t(trigger.nodes ? 'automation.says_flow_nodes' : 'automation.says_flow', { form: say.form(trigger.form), on: trigger.on.map((one) => say.t(`automation.on_${one}`)).join('、') || '…', n: trigger.nodes?.length ?? 0 }) : say.t('automation.no_form')],
  subject: (trigger, shapes) => shapes.form(trigger.form),
});
