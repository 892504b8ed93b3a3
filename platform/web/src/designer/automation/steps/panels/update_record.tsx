import { useT } from '../../../words';
import { useReading } from '../../context';
import type { StepPanelProps } from '../../kind';
import { Each } from '../../parts/Each';
import { FormSelect } from '../../parts/FormSelect';
import { Match } from '../../parts/Match';
import { ValueRows } from '../../parts/ValueRows';
import type { UpdateRecord } from '../update_record';

export default function Panel({ step, patch }: StepPanelProps<UpdateRecord>) {
  const t = useT();
  const fields = useReading().shapes.form(step.form)?.fields ?? [];
  return (
    <>
      <FormSelect name={t('automation.update_in')} value={step.form} onChange={(form) => patch({ form, values: {}, match: { cond: [] } })} />
      <Each step={step.id} value={step.each} onChange={(each) => patch({ each })} />
      <Match form={step.form} value={step.match} onChange={(match) => patch({ match })} />
      {step.form && <ValueRows name={t('automation.changes')} form={step.form} fields={fields.map((one) => ({ ...one, required: false }))} values={step.values} onChange={(values) => patch({ values })} />}
    </>
  );
}
