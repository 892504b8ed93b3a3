import type { Condition } from '@/core/documents';
import { useT } from '../../words';
import { useReading } from '../context';
import type { Step, Values } from '../document';
import { defineStep, type StepPanelProps } from '../kind';
import { Each } from '../parts/Each';
import { FormSelect } from '../parts/FormSelect';
import { Match } from '../parts/Match';
import { Submit } from '../parts/Submit';
import { ValueRows } from '../parts/ValueRows';
import { filledInWords } from '../say-values';

interface UpsertRecord extends Step {
  form: string;
  each?: string;
  match: Condition;
  values: Values;
  submit?: boolean;
}

function Panel({ step, patch }: StepPanelProps<UpsertRecord>) {
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

export default defineStep<UpsertRecord>({
  group: 'records',
  edits: ['each', 'form', 'match', 'submit', 'values'],
  create: () => ({ form: '', match: { cond: [] }, values: {} }),
  say: (step, say) => (step.form ? [say.t(step.each ? 'automation.says_upsert_each' : 'automation.says_upsert', { form: say.form(step.form) }), say.match(step.form, step.match), filledInWords(step.form, step.values, say)] : [say.t('automation.no_form')]),
  gives: (step, _scope, shapes) => shapes.form(step.form),
  Panel,
});
