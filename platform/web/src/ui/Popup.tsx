/** Something that opens under a button and closes by Escape, by a click beside it, or by choosing. */
import { useEffect, useRef, useState, type ReactElement, type ReactNode } from 'react';
import './popup.css';

export interface TriggerProps {
  'aria-expanded': boolean;
  'aria-haspopup': 'menu' | 'dialog';
  onClick: () => void;
}

interface PopupProps {
  kind: 'menu' | 'dialog';
  side?: 'left' | 'right';
  trigger: (props: TriggerProps) => ReactElement;
  children: (close: () => void) => ReactNode;
}

export function Popup({ kind, side = 'left', trigger, children }: PopupProps) {
  const [isOpen, setOpen] = useState(false);
  const frame = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    const outside = (event: Event) => {
      const target = event.target as Element;
      if (!frame.current?.contains(target) && !target.closest('.ant-select-dropdown, .ant-picker-dropdown')) setOpen(false);
    };
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      setOpen(false);
      frame.current?.querySelector<HTMLElement>('button')?.focus();
    };
    document.addEventListener('pointerdown', outside);
    document.addEventListener('keydown', escape);
    return () => {
      document.removeEventListener('pointerdown', outside);
      document.removeEventListener('keydown', escape);
    };
  }, [isOpen]);
  return (
    <span className="popup-frame" ref={frame}>
      {trigger({ 'aria-expanded': isOpen, 'aria-haspopup': kind, onClick: () => setOpen(!isOpen) })}
      {isOpen && <div className={`popup popup-${side}`}>{children(() => setOpen(false))}</div>}
    </span>
  );
}
