import { Checkbox } from 'antd';
import { Labelled } from '../../../lib/Labelled';
import { useT } from '../../../words';
import type { TriggerPanelProps } from '../../kind';
import { FormSelect } from '../../parts/FormSelect';
import type { StateChanged } from '../state_changed';

const STEPS = ['submitted', 'approved', 'rejected', 'withdrawn', 'unapproved', 'voided'];

export default function Panel({ trigger, patch }: TriggerPanelProps<StateChanged>) {
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
