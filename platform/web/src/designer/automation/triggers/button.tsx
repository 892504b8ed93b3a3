import { Select } from 'antd';
import type { Words } from '@/core/words';
import { Labelled } from '../../lib/Labelled';
import { useOrgNames } from '../../lib/org';
import { WordsInput } from '../../lib/WordsInput';
import { useT } from '../../words';
import type { Trigger } from '../document';
import { defineTrigger, type TriggerPanelProps } from '../kind';
import { FormSelect } from '../parts/FormSelect';

interface ButtonTrigger extends Trigger {
  form: string;
  label: Words;
  roles?: string[];
  confirm?: Words;
}

function Panel({ trigger, patch }: TriggerPanelProps<ButtonTrigger>) {
  const t = useT();
  const { roles } = useOrgNames();
  return (
    <>
      <FormSelect name={t('automation.form')} value={trigger.form} onChange={(form) => patch({ form })} />
      <Labelled name={t('automation.button_label')} hint={t('automation.button_hint')}>{(id) => <WordsInput id={id} value={trigger.label} onChange={(label) => patch({ label: label ?? {} })} />}</Labelled>
      <Labelled name={t('automation.button_roles')}>{(id) => <Select id={id} size="small" mode="multiple" style={{ width: '100%' }} placeholder={t('automation.button_everybody')} showSearch={{ optionFilterProp: 'label' }} value={trigger.roles ?? []} options={roles} onChange={(next: string[]) => patch({ roles: next.length > 0 ? next : undefined })} />}</Labelled>
      <Labelled name={t('automation.button_confirm')}>{(id) => <WordsInput id={id} value={trigger.confirm} placeholder={t('automation.button_no_confirm')} onChange={(confirm) => patch({ confirm })} />}</Labelled>
    </>
  );
}

export default defineTrigger<ButtonTrigger>({
  edits: ['confirm', 'form', 'label', 'roles'],
  create: (form) => ({ form, label: {} }),
  say: (trigger, say) => [trigger.form ? say.t('automation.says_button', { form: say.form(trigger.form), label: say.words(trigger.label) || '…' }) : say.t('automation.no_form')],
  subject: (trigger, shapes) => shapes.form(trigger.form),
  Panel,
});
