import { useT } from '../../../words';
import type { StepPanelProps } from '../../kind';
import { FormSelect } from '../../parts/FormSelect';
import { Match } from '../../parts/Match';
import type { DeleteRecord } from '../delete_record';

export default function Panel({ step, patch }: StepPanelProps<DeleteRecord>) {
  const t = useT();
  return (
    <>
      <FormSelect name={t('automation.delete_in')} value={step.form} hint={t('automation.delete_hint')} onChange={(form) => patch({ form, match: { cond: [] } })} />
      <Match form={step.form} value={step.match} isNeeded onChange={(match) => patch({ match })} />
    </>
  );
}
