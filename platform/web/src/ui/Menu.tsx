/** A menu behind a button: arrow keys, Enter, Escape. */
import { Fragment, useEffect, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from 'react';
import type { Side } from './floating';
import { Icon, type IconName } from './icons';
import { Popup, type TriggerProps } from './Popup';

export interface MenuItem {
  key: string;
  label: ReactNode;
  icon?: IconName | ReactElement;
  danger?: boolean;
  disabled?: boolean;
  /** A line above it. */
  divided?: boolean;
  /** What it and those after it are, in small letters above them. */
  group?: string;
}

interface MenuProps {
  /** Or how to find them when it opens. */
  items: readonly MenuItem[] | (() => readonly MenuItem[]);
  onChoose: (key: string) => void;
  trigger: (props: TriggerProps) => ReactElement;
  side?: Side;
  head?: ReactNode;
  className?: string;
}

export function Menu({ items, onChoose, trigger, side = 'right', head, className = '' }: MenuProps) {
  return (
    <Popup kind="menu" side={side} trigger={trigger}>
      {(close) => (
        <>
          {head}
          <Items
            items={typeof items === 'function' ? items() : items}
            className={className}
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

function Items({ items, onChoose, className }: { items: readonly MenuItem[]; onChoose: (key: string) => void; className: string }) {
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
    <div role="menu" className={`menu ${className}`} ref={list} onKeyDown={move}>
      {items.map((item) => (
        <Fragment key={item.key}>
          {item.group && <span className="menu-group" role="presentation">{item.group}</span>}
          <button type="button" role="menuitem" tabIndex={-1} disabled={item.disabled} className={`menu-item ${item.danger ? 'is-danger' : ''} ${item.divided ? 'is-divided' : ''}`} onClick={() => onChoose(item.key)}>
            {typeof item.icon === 'string' ? <Icon name={item.icon} /> : item.icon}
            {item.label}
          </button>
        </Fragment>
      ))}
    </div>
  );
}
