/** Rests as plain text; the picker, which is heavy, comes when somebody goes there. */
import { Input } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { showMoment } from '@/core/moments';
import type { DateInputProps } from './DateInput';
import { Icon } from './icons';

const DateInput = lazy(() => import('./DateInput'));

export function LazyDateInput(props: DateInputProps) {
  const [isTouched, setTouched] = useState(props.inGrid ?? false);
  const { value, withTime, placeholder } = props;
  const resting = (
    <Input
      id={props.id ?? ''}
      aria-label={props.label}
      value={withTime ? showMoment(value) : (value ?? '')}
      readOnly
      variant={props.inGrid ? 'borderless' : 'outlined'}
      status={props.hasError ? 'error' : ''}
      placeholder={placeholder || (withTime ? 'YYYY-MM-DD HH:mm' : 'YYYY-MM-DD')}
      suffix={props.inGrid ? undefined : <Icon name="calendar" size={15} style={{ color: 'var(--text-3)' }} />}
      onFocus={() => setTouched(true)}
    />
  );
  if (!isTouched) return resting;
  return (
    <Suspense fallback={resting}>
      <DateInput {...props} opensAtOnce={!props.inGrid} />
    </Suspense>
  );
}
