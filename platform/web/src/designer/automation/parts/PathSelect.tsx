/** Which value: everything that can be read here, searched by name. */
import { Select } from 'antd';
import { BY_LABEL } from '@/ui/by-label';
import type { Named } from '../../lib/names';
import { useT } from '../../words';

interface PathSelectProps {
  id?: string;
  label: string;
  value: string | null;
  named: readonly Named[];
  onChange: (path: string) => void;
  allowClear?: boolean;
}

export function PathSelect({ id, label, value, named, onChange, allowClear = false }: PathSelectProps) {
  const t = useT();
  const isGone = value !== null && value !== '' && !named.some((one) => one.path === value);
  return (
    <Select
      {...(id === undefined ? { 'aria-label': label } : { id })}
      size="small"
      style={{ width: '100%' }}
      allowClear={allowClear}
      showSearch={BY_LABEL}
      popupMatchSelectWidth={false}
      placeholder={t('cond.choose')}
      status={isGone ? 'error' : value ? '' : 'warning'}
      value={isGone ? t('formula.deleted') : value || null}
      options={named.map((one) => ({ value: one.path, label: one.label }))}
      onChange={(next?: string) => onChange(next ?? '')}
    />
  );
}

interface PathsSelectProps {
  name: string;
  value: readonly string[] | undefined;
  named: readonly Named[];
  onChange: (paths: string[] | undefined) => void;
  placeholder?: string;
}

/** Several of them; undefined where none is left. */
export function PathsSelect({ name, value = [], named, onChange, placeholder }: PathsSelectProps) {
  const options = named.map((one) => ({ value: one.path, label: one.label }));
  return <Select size="small" mode="multiple" style={{ width: '100%' }} aria-label={name} placeholder={placeholder ?? name} showSearch={BY_LABEL} value={[...value]} options={options} onChange={(next: string[]) => onChange(next.length > 0 ? next : undefined)} />;
}
