/** One of a few, all of them seen: the browser's own radio buttons, with its keys. */
import { useId } from 'react';
import './radios.css';

interface RadiosProps<V extends string> {
  id?: string | undefined;
  /** Where no label stands beside it. */
  label?: string;
  value: V | null | undefined;
  options: readonly { value: V; label: string }[];
  onChange: (value: V) => void;
  isDisabled?: boolean;
  /** One below the other. */
  isStacked?: boolean;
}

export function Radios<V extends string>({ id, label, value, options, onChange, isDisabled = false, isStacked = false }: RadiosProps<V>) {
  const name = useId();
  return (
    <div id={id} className={isStacked ? 'radios radios-stacked' : 'radios'} role="radiogroup" aria-label={label}>
      {options.map((option) => (
        <label key={option.value}>
          <input type="radio" name={name} value={option.value} checked={option.value === value} disabled={isDisabled} onChange={() => onChange(option.value)} />
          {option.label}
        </label>
      ))}
    </div>
  );
}
