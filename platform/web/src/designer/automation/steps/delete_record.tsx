import type { Condition } from '@/core/documents';
import { useT } from '../../words';
import type { Step } from '../document';
import { defineStep, type StepPanelProps } from '../kind';
import { FormSelect } from '../parts/FormSelect';
import { Match } from '../parts/Match';

interface DeleteRecord extends Step {
  form: string;
  match: Condition;
}

function Panel({ step, patch }: StepPanelProps<DeleteRecord>) {
  const t = useT();
  return (
    <>
      <FormSelect name={t('automation.delete_in')} value={step.form} hint={t('automation.delete_hint')} onChange={(form) => patch({ form, match: { cond: [] } })} />
      <Match form={step.form} value={step.match} isNeeded onChange={(match) => patch({ match })} />
    </>
  );
}

export default defineStep<DeleteRecord>({
  group: 'records',
  edits: ['form', 'match'],
  create: () => ({ form: '', match: { cond: [] } }),
  say: (step, say) => (step.form ? [say.t('automation.says_delete', { form: say.form(step.form) }), say.match(step.form, step.match)] : [say.t('automation.no_form')]),
  Panel,
});
