import { Select } from 'antd';
import { BY_LABEL } from '@/ui/by-label';
import { Labelled } from '../../../lib/Labelled';
import { useOrgNames } from '../../../lib/org';
import { WordsInput } from '../../../lib/WordsInput';
import { useT } from '../../../words';
import type { TriggerPanelProps } from '../../kind';
import { FormSelect } from '../../parts/FormSelect';
import type { ButtonTrigger } from '../button';

export default function Panel({ trigger, patch }: TriggerPanelProps<ButtonTrigger>) {
  const t = useT();
  const { roles } = useOrgNames();
  return (
    <>
      <FormSelect name={t('automation.form')} value={trigger.form} onChange={(form) => patch({ form })} />
      <Labelled name={t('automation.button_label')} hint={t('automation.button_hint')}>{(id) => <WordsInput id={id} value={trigger.label} onChange={(label) => patch({ label: label ?? {} })} />}</Labelled>
      <Labelled name={t('automation.button_roles')}>{(id) => <Select id={id} size="small" mode="multiple" style={{ width: '100%' }} placeholder={t('automation.button_everybody')} showSearch={BY_LABEL} value={trigger.roles ?? []} options={roles} onChange={(next: string[]) => patch({ roles: next.length > 0 ? next : undefined })} />}</Labelled>
      <Labelled name={t('automation.button_confirm')}>{(id) => <WordsInput id={id} value={trigger.confirm} placeholder={t('automation.button_no_confirm')} onChange={(confirm) => patch({ confirm })} />}</Labelled>
    </>
  );
}
