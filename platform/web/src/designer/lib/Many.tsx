/** Several of what there is, by name. */
import { Select } from 'antd';
import { BY_LABEL } from '@/ui/by-label';
import { useT } from '../words';

interface ManyProps {
  id?: string;
  label: string;
  value: readonly string[];
  options: readonly { value: string; label: string }[];
  onChange: (next: string[]) => void;
  /** Nobody chosen is worth a look. */
  isWanted?: boolean;
}

export function Many({ id, label, value, options, onChange, isWanted = true }: ManyProps) {
  const t = useT();
  return <Select {...(id ? { id } : {})} size="small" mode="multiple" style={{ width: '100%' }} aria-label={label} placeholder={t('cond.choose')} showSearch={BY_LABEL} status={isWanted && value.length === 0 ? 'warning' : ''} value={[...value]} options={[...options]} onChange={onChange} />;
}
