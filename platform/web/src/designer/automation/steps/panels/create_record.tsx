import { useT } from '../../../words';
import { useReading } from '../../context';
import type { StepPanelProps } from '../../kind';
import { Each } from '../../parts/Each';
import { FormSelect } from '../../parts/FormSelect';
import { Submit } from '../../parts/Submit';
import { ValueRows } from '../../parts/ValueRows';
import type { CreateRecord } from '../create_record';

export default function Panel({ step, patch }: StepPanelProps<CreateRecord>) {
  const t = useT();
  const fields = useReading().shapes.form(step.form)?.fields ?? [];
  return (
    <>
      <FormSelect name={t('automation.create_in')} value={step.form} onChange={(form) => patch({ form, values: {}, submit: undefined })} />
      <Each step={step.id} value={step.each} onChange={(each) => patch({ each })} />
      {step.form && <ValueRows name={t('automation.values')} form={step.form} fields={fields} values={step.values} onChange={(values) => patch({ values })} />}
      <Submit form={step.form} value={step.submit} onChange={(submit) => patch({ submit })} />
    </>
  );
}
