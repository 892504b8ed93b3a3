/** A date (`2026-10-01`) or a moment (UTC on the wire, the reader's zone on screen). */
import { DatePicker } from 'antd';
import dayjs from 'dayjs';

export interface DateInputProps {
  id?: string | undefined;
  value: string | null;
  onChange: (value: string | null) => void;
  withTime?: boolean | undefined;
  isReadonly?: boolean | undefined;
  hasError?: boolean | undefined;
  inGrid?: boolean | undefined;
  placeholder?: string | undefined;
  label?: string | undefined;
  /** It has just taken the place of the resting text, which had the focus. */
  opensAtOnce?: boolean | undefined;
}

export default function DateInput({ id, value, onChange, withTime, isReadonly, hasError, inGrid, placeholder, label, opensAtOnce }: DateInputProps) {
  const parsed = value ? dayjs(value) : null;
  return (
    <DatePicker
      id={id ?? ''}
      aria-label={label}
      value={parsed?.isValid() ? parsed : null}
      disabled={isReadonly ?? false}
      status={hasError ? 'error' : ''}
      variant={inGrid ? 'borderless' : 'outlined'}
      autoFocus={(inGrid ?? false) || (opensAtOnce ?? false)}
      defaultOpen={opensAtOnce ?? false}
      showTime={withTime ? { format: 'HH:mm' } : false}
      format={withTime ? 'YYYY-MM-DD HH:mm' : ['YYYY-MM-DD', 'YYYY/M/D', 'YYYY.M.D', 'YYYYMMDD', 'YYYY-M-D']}
      placeholder={placeholder || (withTime ? 'YYYY-MM-DD HH:mm' : 'YYYY-MM-DD')}
      onChange={(moment) => onChange(moment ? (withTime ? moment.second(0).millisecond(0).toISOString() : moment.format('YYYY-MM-DD')) : null)}
      style={{ width: '100%' }}
    />
  );
}
