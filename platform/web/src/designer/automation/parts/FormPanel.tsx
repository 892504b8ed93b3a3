/** Of which form: all that many triggers ask. */
import { useT } from '../../words';
import type { TriggerPanelProps } from '../kind';
import { FormSelect } from './FormSelect';

export function FormPanel({ trigger, patch }: TriggerPanelProps) {
  const t = useT();
  return <FormSelect name={t('automation.form')} value={trigger.form ?? ''} onChange={(form) => patch({ form })} />;
}
