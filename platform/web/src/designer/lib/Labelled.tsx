/** A setting with its name above it, a hint below, and what the server says of it. */
import { createContext, useContext, useId, type ReactNode } from 'react';

/** What settings are looked for by; those of another name are not drawn. */
export const SettingSearch = createContext('');

interface LabelledProps {
  name: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** The control stands beside its name: switches. */
  isBeside?: boolean;
  /** Several controls: the name is that of all of them together. */
  isGroup?: boolean;
  children: (id: string) => ReactNode;
}

export function Labelled({ name, hint, error, isBeside = false, isGroup = false, children }: LabelledProps) {
  const id = useId();
  const searched = useContext(SettingSearch);
  if (!`${name}\n${hint ?? ''}`.toLowerCase().includes(searched)) return null;
  return (
    <div className={isBeside ? 'fd-setting is-beside' : 'fd-setting'} {...(isGroup ? { role: 'group', 'aria-labelledby': id } : {})}>
      {isGroup ? <span className="fd-setting-name" id={id}>{name}</span> : <label htmlFor={id}>{name}</label>}
      <SettingSearch value="">{children(id)}</SettingSearch>
      {error && (
        <div className="fd-error" role="alert">
          {error}
        </div>
      )}
      {hint && <div className="fd-hint">{hint}</div>}
    </div>
  );
}
