/** Types an exact decimal: free text while typing, a plain decimal string outside. No floats, no spinner. */
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { readNumber, trimZeros } from '@/core/numbers';

interface DecimalInputProps {
  id?: string | undefined;
  value: string | null;
  onChange: (value: string | null) => void;
  /** The value as it rests, with thousands. */
  show: (value: string) => string;
  isReadonly?: boolean | undefined;
  hasError?: boolean | undefined;
  inGrid?: boolean | undefined;
  prefix?: ReactNode;
  suffix?: ReactNode;
  placeholder?: string;
  label?: string;
}

export function DecimalInput(props: DecimalInputProps) {
  const { value, onChange, isReadonly, inGrid } = props;
  const [typed, setTyped] = useState<string | null>(inGrid && value !== null ? trimZeros(value) : null);
  const shown = typed ?? (value === null ? '' : props.show(value));
  const type = (text: string) => {
    setTyped(text);
    const read = readNumber(text);
    if (read !== null) onChange(read);
    else if (text.trim() === '') onChange(null);
  };
  return (
    <Input
      id={props.id}
      className="decimal-input"
      value={shown}
      readOnly={isReadonly}
      inputMode="decimal"
      autoComplete="off"
      autoFocus={inGrid}
      aria-label={props.label}
      status={props.hasError || (typed !== null && typed.trim() !== '' && readNumber(typed) === null) ? 'error' : ''}
      variant={inGrid ? 'borderless' : 'outlined'}
      prefix={props.prefix}
      suffix={props.suffix}
      placeholder={props.placeholder}
      onFocus={(event) => {
        const input = event.target;
        // At once: whoever tabs in and types replaces the number. And again after the click that brought the focus.
        if (!isReadonly && value !== null && typed === null) flushSync(() => setTyped(trimZeros(value)));
        input.select();
        const before = input.value;
        requestAnimationFrame(() => input.value === before && input.select());
      }}
      onBlur={() => setTyped(null)}
      onChange={(event) => type(event.target.value)}
    />
  );
}
