/** Rests as plain text; the picker, which is heavy, comes when somebody goes there. What is typed before it has come counts. */
import { Input } from 'antd';
import { useEffect, useState, type ComponentType } from 'react';
import { readDate } from '@/core/dates';
import { showMoment } from '@/core/moments';
import type { DateInputProps } from './DateInput';
import { Icon } from './icons';

let loaded: ComponentType<DateInputProps> | null = null;

/** Not by Suspense: its fallback would be another input, and what one types in would lose the focus. */
function usePicker(isWanted: boolean): ComponentType<DateInputProps> | null {
  const [picker, setPicker] = useState(() => loaded);
  useEffect(() => {
    if (!isWanted || picker) return;
    const bring = async () => {
      loaded = (await import('./DateInput')).default;
      setPicker(() => loaded);
    };
    void bring().catch(() => undefined); // without it the text is still read
  }, [isWanted, picker]);
  return isWanted ? picker : null;
}

export function LazyDateInput(props: DateInputProps) {
  const [isTouched, setTouched] = useState(props.inGrid ?? false);
  const Picker = usePicker(isTouched);
  /** Null while nobody types: the picker does not take the place of a text that is being written. */
  const [typed, setTyped] = useState<string | null>(null);
  const { value, withTime, placeholder, onChange } = props;
  const settle = () => {
    if (typed !== null) onChange(readDate(typed) ?? value);
    setTyped(null);
  };
  const resting = (
    <Input
      id={props.id ?? ''}
      aria-label={props.label}
      value={typed ?? (withTime ? showMoment(value) : (value ?? ''))}
      readOnly={withTime ?? false}
      disabled={props.isReadonly ?? false}
      variant={props.inGrid ? 'borderless' : 'outlined'}
      status={props.hasError ? 'error' : ''}
      placeholder={placeholder || (withTime ? 'YYYY-MM-DD HH:mm' : 'YYYY-MM-DD')}
      suffix={props.inGrid ? undefined : <Icon name="calendar" size={15} style={{ color: 'var(--text-3)' }} />}
      onFocus={() => setTouched(true)}
      onChange={(event) => setTyped(event.target.value)}
      onPressEnter={settle}
      onBlur={settle}
    />
  );
  return !Picker || typed !== null ? resting : <Picker {...props} opensAtOnce={!props.inGrid} />;
}
