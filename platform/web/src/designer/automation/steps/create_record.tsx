import { useT } from '../../words';
import { useReading } from '../context';
import type { Step, Values } from '../document';
import { defineStep, type StepPanelProps } from '../kind';
import { Each } from '../parts/Each';
import { FormSelect } from '../parts/FormSelect';
import { Submit } from '../parts/Submit';
import { ValueRows } from '../parts/ValueRows';
import { filledInWords } from '../say-values';

interface CreateRecord extends Step {
  form: string;
  each?: string;
  values: Values;
  submit?: boolean;
}

function Panel({ step, patch }: StepPanelProps<CreateRecord>) {
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

export default defineStep<CreateRecord>({
  group: 'records',
  edits: ['each', 'form', 'submit', 'values'],
  create: () => ({ form: '', values: {} }),
  say: (step, say) => (step.form ? [say.t(step.each ? 'automation.says_create_each' : 'automation.says_create', { form: say.form(step.form) }), filledInWords(step.form, step.values, say)] : [say.t('automation.no_form')]),
  gives: (step, _scope, shapes) => shapes.form(step.form),
  Panel,
});
