/** Tabs: one panel at a time, arrow keys between them. */
import { useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Boundary } from './notice';
import './popup.css';

export interface Tab {
  key: string;
  label: ReactNode;
  content?: ReactNode;
}

interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  /** Without it the tabs keep their own state. */
  active?: string;
  onChange?: (key: string) => void;
}

export function Tabs({ label, tabs, active, onChange }: TabsProps) {
  const id = useId();
  const [own, setOwn] = useState(tabs[0]?.key ?? '');
  const current = active ?? own;
  const choose = (key: string) => {
    setOwn(key);
    onChange?.(key);
  };
  const move = (event: KeyboardEvent<HTMLDivElement>) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    const at = tabs.findIndex((tab) => tab.key === current);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (!next) return;
    choose(next.key);
    event.currentTarget.querySelector<HTMLElement>(`[data-key="${next.key}"]`)?.focus();
  };
  const shown = tabs.find((tab) => tab.key === current);
  return (
    <div className="tabs">
      <div role="tablist" aria-label={label} className="tab-list" onKeyDown={move}>
        {tabs.map((tab) => (
          <button key={tab.key} type="button" role="tab" id={`${id}-${tab.key}`} data-key={tab.key} className="tab" aria-selected={tab.key === current} tabIndex={tab.key === current ? 0 : -1} onClick={() => choose(tab.key)}>
            {tab.label}
          </button>
        ))}
      </div>
      {shown?.content !== undefined && (
        <div role="tabpanel" aria-labelledby={`${id}-${shown.key}`} className="tab-panel">
          <Boundary at={shown.key}>{shown.content}</Boundary>
        </div>
      )}
    </div>
  );
}

export function Count({ n, quiet = false, isDrawn = false }: { n: number; quiet?: boolean; /** No text: what it stands on has a name of its own, which says the number. */ isDrawn?: boolean }) {
  if (n <= 0) return null;
  const shown = n > 99 ? '99+' : String(n);
  return (
    <span className={quiet ? 'count count-quiet' : 'count'} aria-hidden="true" data-drawn={isDrawn ? shown : undefined}>
      {isDrawn ? null : shown}
    </span>
  );
}
