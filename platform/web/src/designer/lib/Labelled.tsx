/** A setting with its name above it, a hint below, and what the server says of it. */
import { useId, type ReactNode } from 'react';

interface LabelledProps {
  name: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** The control stands beside its name: switches. */
  isBeside?: boolean;
  children: (id: string) => ReactNode;
}

export function Labelled({ name, hint, error, isBeside = false, children }: LabelledProps) {
  const id = useId();
  return (
    <div className={isBeside ? 'fd-setting is-beside' : 'fd-setting'}>
      <label htmlFor={id}>{name}</label>
      {children(id)}
      {error && (
        <div className="fd-error" role="alert">
          {error}
        </div>
      )}
      {hint && <div className="fd-hint">{hint}</div>}
    </div>
  );
}
