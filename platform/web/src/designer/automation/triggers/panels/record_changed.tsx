import { Select } from 'antd';
import { allFields } from '../../../lib/all-fields';
import { Labelled } from '../../../lib/Labelled';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { useT } from '../../../words';
import { useReading } from '../../context';
import type { TriggerPanelProps } from '../../kind';
import { FormSelect } from '../../parts/FormSelect';
import type { RecordChanged } from '../record_changed';

export default function Panel({ trigger, patch }: TriggerPanelProps<RecordChanged>) {
  const t = useT();
  const words = useWords();
  const shape = useReading().shapes.form(trigger.form);
  const options = (shape ? allFields(shape) : []).filter(({ field }) => field.type !== 'section').map(({ path, field, parent }) => ({ value: path, label: parent ? `${words(parent.label)} · ${words(field.label)}` : words(field.label) }));
  return (
    <>
      <FormSelect name={t('automation.form')} value={trigger.form} onChange={(form) => patch({ form, fields: undefined })} />
      {trigger.form && (
        <Labelled name={t('automation.changed_fields')} hint={t('automation.changed_fields_hint')}>
          {(id) => <Select id={id} size="small" mode="multiple" style={{ width: '100%' }} placeholder={t('automation.any_field')} showSearch={BY_LABEL} value={trigger.fields ?? []} options={options} onChange={(fields: string[]) => patch({ fields: fields.length > 0 ? fields : undefined })} />}
        </Labelled>
      )}
    </>
  );
}
