import type { Condition } from '@/core/documents';
import { useT } from '../../words';
import { useReading } from '../context';
import type { Step, Values } from '../document';
import { defineStep, type StepPanelProps } from '../kind';
import { Each } from '../parts/Each';
import { FormSelect } from '../parts/FormSelect';
import { Match } from '../parts/Match';
import { ValueRows } from '../parts/ValueRows';
import { filledInWords } from '../say-values';

interface UpdateRecord extends Step {
  form: string;
  each?: string;
  match: Condition;
  values: Values;
}

function Panel({ step, patch }: StepPanelProps<UpdateRecord>) {
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

export default defineStep<UpdateRecord>({
  group: 'records',
  edits: ['each', 'form', 'match', 'values'],
  create: () => ({ form: '', match: { cond: [] }, values: {} }),
  say: (step, say) => (step.form ? [say.t(step.each ? 'automation.says_update_each' : 'automation.says_update', { form: say.form(step.form) }), say.match(step.form, step.match), filledInWords(step.form, step.values, say)] : [say.t('automation.no_form')]),
  Panel,
});
