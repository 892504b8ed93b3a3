/** One month, as the browser's own field; `2026-10`. */
interface MonthInputProps {
  label: string;
  value: string;
  onChange: (month: string) => void;
}

export function MonthInput({ label, value, onChange }: MonthInputProps) {
  return (
    <label className="month-input">
      <span>{label}</span>
      <input type="month" value={value} min="1990-01" onChange={(event) => event.target.value && onChange(event.target.value)} />
    </label>
  );
}
