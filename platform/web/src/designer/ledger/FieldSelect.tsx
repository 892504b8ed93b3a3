/** Which field: those of the document, of its rows, and behind references, each under what it belongs to. */
import { Select } from 'antd';
import { BY_LABEL } from '@/ui/by-label';
import type { Named } from '../lib/names';
import { useT } from '../words';

interface FieldSelectProps {
  id?: string;
  label: string;
  value: string | undefined;
  named: readonly Named[];
  /** Also what does not fit here: a field of another type is told by its name. */
  known?: readonly Named[];
  onChange: (path: string) => void;
  allowClear?: boolean;
  placeholder?: string;
}

export function FieldSelect({ id, label, value, named, known = [], onChange, allowClear = false, placeholder }: FieldSelectProps) {
  const t = useT();
  const isGone = value !== undefined && value !== '' && !named.some((one) => one.path === value);
  return (
    <Select<string, Option | Heading>
      {...(id === undefined ? {} : { id })}
      aria-label={label}
      size="small"
      style={{ width: '100%' }}
      allowClear={allowClear}
      showSearch={BY_LABEL}
      popupMatchSelectWidth={false}
      placeholder={placeholder ?? t('cond.choose')}
      status={isGone ? 'error' : value || allowClear ? '' : 'warning'}
      value={isGone ? (known.find((one) => one.path === value)?.label ?? t('formula.deleted')) : value || null}
      options={grouped(named, t('ledger.of_document'))}
      onChange={(next?: string) => onChange(next ?? '')}
    />
  );
}

interface Option {
  value: string;
  label: string;
}
interface Heading {
  label: string;
  title: string;
  options: Option[];
}

/** One group: no headings. */
export function grouped(named: readonly Named[], first: string): (Option | Heading)[] {
  const groups = [...new Set(named.map((one) => one.within))];
  const of = (within: string) => named.filter((one) => one.within === within).map((one) => ({ value: one.path, label: one.label }));
  if (groups.length <= 1) return of(groups[0] ?? '');
  return groups.map((within) => ({ label: within || first, title: within || first, options: of(within) }));
}
