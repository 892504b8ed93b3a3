/** Which form: a list to choose from, by its name. */
import { Select } from 'antd';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { useAppForms } from '../../lib/app-forms';
import { Labelled } from '../../lib/Labelled';
import { useT } from '../../words';

interface FormSelectProps {
  name: string;
  value: string;
  onChange: (form: string) => void;
  hint?: string;
}

export function FormSelect({ name, value, onChange, hint }: FormSelectProps) {
  const t = useT();
  const words = useWords();
  const forms = useAppForms();
  const options = (forms.data?.items ?? []).map((one) => ({ value: one.key, label: words(one.title) || one.key, disabled: one.published === null }));
  return (
    <Labelled name={name} hint={hint}>
      {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={value || null} status={value ? '' : 'warning'} loading={forms.isPending} placeholder={t('cond.choose')} showSearch={BY_LABEL} options={options} onChange={onChange} />}
    </Labelled>
  );
}
