import { Checkbox } from 'antd';
import { Labelled } from '../../lib/Labelled';
import { useT } from '../../words';
import type { Trigger } from '../document';
import { defineTrigger, type TriggerPanelProps } from '../kind';
import { FormSelect } from '../parts/FormSelect';

interface StateChanged extends Trigger {
  form: string;
  steps: string[];
}
const STEPS = ['submitted', 'approved', 'rejected', 'withdrawn', 'unapproved', 'voided'];

function Panel({ trigger, patch }: TriggerPanelProps<StateChanged>) {
  const t = useT();
  return (
    <>
      <FormSelect name={t('automation.form')} value={trigger.form} onChange={(form) => patch({ form })} />
      <Labelled name={t('automation.states')} hint={t('automation.states_hint')}>
        {() => <Checkbox.Group className="au-checks" value={trigger.steps} options={STEPS.map((one) => ({ value: one, label: t(`automation.state_${one}`) }))} onChange={(steps) => patch({ steps: STEPS.filter((one) => steps.includes(one)) })} />}
      </Labelled>
    </>
  );
}

export default defineTrigger<StateChanged>({
  edits: ['form', 'steps'],
  create: (form) => ({ form, steps: ['approved'] }),
  say: (trigger, say) => [trigger.form ? say.t('automation.says_state', { form: say.form(trigger.form), states: trigger.steps.map((one) => say.t(`automation.state_${one}`)).join('、') || '…' }) : say.t('automation.no_form')],
  subject: (trigger, shapes) => shapes.form(trigger.form),
  Panel,
});
