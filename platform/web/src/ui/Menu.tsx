/** A menu behind a button: arrow keys, Enter, Escape. */
import { useEffect, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import { Icon, type IconName } from './icons';
import { Popup, type TriggerProps } from './Popup';

export interface MenuItem {
  key: string;
  label: ReactNode;
  icon?: IconName;
  danger?: boolean;
  disabled?: boolean;
  /** A line above it. */
  divided?: boolean;
}

interface MenuProps {
  items: readonly MenuItem[];
  onChoose: (key: string) => void;
  trigger: (props: TriggerProps) => ReactElement;
  side?: 'left' | 'right';
  head?: ReactNode;
}

export function Menu({ items, onChoose, trigger, side = 'right', head }: MenuProps) {
  return (
    <Popup kind="menu" side={side} trigger={trigger}>
      {(close) => (
        <>
          {head}
          <Items
            items={items}
            onChoose={(key) => {
              close();
              onChoose(key);
            }}
          />
        </>
      )}
    </Popup>
  );
}

function Items({ items, onChoose }: { items: readonly MenuItem[]; onChoose: (key: string) => void }) {
  const list = useRef<HTMLDivElement>(null);
  const buttons = () => [...(list.current?.querySelectorAll<HTMLButtonElement>('[role=menuitem]:not(:disabled)') ?? [])];
  useEffect(() => {
    list.current?.querySelector<HTMLButtonElement>('[role=menuitem]:not(:disabled)')?.focus();
  }, []);
  const move = (event: KeyboardEvent) => {
    const all = buttons();
    const here = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  };
  return (
    <div role="menu" className="menu" ref={list} onKeyDown={move}>
      {items.map((item) => (
        <button key={item.key} type="button" role="menuitem" tabIndex={-1} disabled={item.disabled} className={`menu-item ${item.danger ? 'is-danger' : ''} ${item.divided ? 'is-divided' : ''}`} onClick={() => onChoose(item.key)}>
          {item.icon && <Icon name={item.icon} />}
          {item.label}
        </button>
      ))}
    </div>
  );
}
