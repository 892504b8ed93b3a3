/** Something that opens under a button and closes by Escape, by a click beside it, or by choosing. */
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import { useFloating, type Side } from './floating';
import './popup.css';

export interface TriggerProps {
  'aria-expanded': boolean;
  'aria-haspopup': 'menu' | 'dialog';
  onClick: () => void;
}

interface PopupProps {
  kind: 'menu' | 'dialog';
  side?: Side;
  trigger: (props: TriggerProps) => ReactElement;
  children: (close: () => void) => ReactNode;
}

export function Popup({ kind, side = 'left', trigger, children }: PopupProps) {
  const frame = useRef<HTMLSpanElement>(null);
  // At the end of the page, or of the dialog it is in: a dialog makes the rest of the page deaf.
  const [host, setHost] = useState<Element | null>(null);
  const close = () => setHost(null);
  const toggle = () => setHost(host ? null : (frame.current?.closest('dialog') ?? document.body));
  return (
    <span className="popup-frame" ref={frame}>
      {trigger({ 'aria-expanded': host !== null, 'aria-haspopup': kind, onClick: toggle })}
      {host &&
        createPortal(
          <Box anchor={frame} side={side} onClose={close}>
            {children(close)}
          </Box>,
          host,
        )}
    </span>
  );
}

interface BoxProps {
  anchor: RefObject<HTMLSpanElement | null>;
  side: Side;
  onClose: () => void;
  children: ReactNode;
}

function Box({ anchor, side, onClose, children }: BoxProps) {
  const box = useRef<HTMLDivElement>(null);
  useFloating(box, anchor, side);
  useEffect(() => {
    const press = (event: Event) => {
      const target = event.target as Element;
      const isInside = anchor.current?.contains(target) || box.current?.contains(target);
      if (!isInside && !target.closest('.ant-select-dropdown, .ant-picker-dropdown')) onClose();
    };
    document.addEventListener('pointerdown', press);
    return () => document.removeEventListener('pointerdown', press);
  });
  const onKeyDown = (event: KeyboardEvent) => {
    // What it lies on has keys of its own.
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
    anchor.current?.querySelector<HTMLElement>('button')?.focus();
  };
  return (
    <div className="popup" popover="manual" ref={box} onKeyDown={onKeyDown} onClick={(event) => event.stopPropagation()} onPointerDown={(event) => event.stopPropagation()}>
      {children}
    </div>
  );
}
