import { Segmented, Switch } from 'antd';
import { Labelled } from '../../../lib/Labelled';
import { NumberInput } from '../../../lib/NumberInput';
import { useT } from '../../../words';
import type { StepPanelProps } from '../../kind';
import { FormSelect } from '../../parts/FormSelect';
import { Match } from '../../parts/Match';
import type { FindRecord } from '../find_record';

const MOST = 1000;

export default function Panel({ step, patch }: StepPanelProps<FindRecord>) {
  const t = useT();
  const many = step.many ?? false;
  return (
    <>
      <FormSelect name={t('automation.find_in')} value={step.form} onChange={(form) => patch({ form, match: { cond: [] } })} />
      <Labelled name={t('automation.find_how')}>
        {() => <Segmented block size="small" value={many ? 'many' : 'one'} options={(['one', 'many'] as const).map((one) => ({ value: one, label: t(`automation.find_${one}`) }))} onChange={(next) => patch(next === 'many' ? { many: true } : { many: undefined, limit: undefined })} />}
      </Labelled>
      <Match form={step.form} value={step.match} onChange={(match) => patch({ match })} />
      {many && <Labelled name={t('automation.find_limit')} isBeside>{(id) => <NumberInput id={id} size="small" min={1} max={MOST} precision={0} value={step.limit ?? MOST} onChange={(limit) => patch({ limit: limit === null || limit === MOST ? undefined : limit })} />}</Labelled>}
      <Labelled name={t('automation.find_required')} hint={t('automation.find_required_hint')} isBeside>{(id) => <Switch id={id} size="small" checked={step.required ?? false} onChange={(on) => patch({ required: on || undefined })} />}</Labelled>
    </>
  );
}
