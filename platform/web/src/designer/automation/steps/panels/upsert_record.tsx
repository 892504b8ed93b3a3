import { useT } from '../../../words';
import { useReading } from '../../context';
import type { StepPanelProps } from '../../kind';
import { Each } from '../../parts/Each';
import { FormSelect } from '../../parts/FormSelect';
import { Match } from '../../parts/Match';
import { Submit } from '../../parts/Submit';
import { ValueRows } from '../../parts/ValueRows';
import type { UpsertRecord } from '../upsert_record';

export default function Panel({ step, patch }: StepPanelProps<UpsertRecord>) {
  const t = useT();
  const fields = useReading().shapes.form(step.form)?.fields ?? [];
  return (
    <>
      <FormSelect name={t('automation.upsert_in')} value={step.form} onChange={(form) => patch({ form, values: {}, match: { cond: [] }, submit: undefined })} />
      <Each step={step.id} value={step.each} onChange={(each) => patch({ each })} />
      <Match form={step.form} value={step.match} onChange={(match) => patch({ match })} />
      {step.form && <ValueRows name={t('automation.values')} hint={t('automation.upsert_hint')} form={step.form} fields={fields} values={step.values} onChange={(values) => patch({ values })} />}
      <Submit form={step.form} value={step.submit} onChange={(submit) => patch({ submit })} />
    </>
  );
}
