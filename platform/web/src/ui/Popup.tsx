/** Something that opens under a button and closes by Escape, by a click beside it, or by choosing. */
import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode, type RefObject } from 'react';
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
          <Box kind={kind} anchor={frame} side={side} onClose={close}>
            {children(() => (focusTrigger(frame), close()))}
          </Box>,
          host,
        )}
    </span>
  );
}

const REACHED = 'button:not(:disabled, [tabindex="-1"]), a[href], input:not(:disabled), textarea, [tabindex="0"]';

const focusTrigger = (frame: RefObject<HTMLElement | null>) => frame.current?.querySelector<HTMLElement>('button')?.focus();

interface BoxProps {
  kind: 'menu' | 'dialog';
  anchor: RefObject<HTMLSpanElement | null>;
  side: Side;
  onClose: () => void;
  children: ReactNode;
}

function Box({ kind, anchor, side, onClose, children }: BoxProps) {
  const box = useRef<HTMLDivElement>(null);
  useFloating(box, anchor, side);
  // It stands elsewhere in the page than its button: Tab would not lead into it, nor out of it.
  useLayoutEffect(() => {
    if (kind === 'dialog' && !box.current?.contains(document.activeElement)) box.current?.querySelector<HTMLElement>(REACHED)?.focus();
  }, [kind]);
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
    if (event.key === 'Tab' && !leaves(event, kind, box.current)) return;
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    if (event.key === 'Escape') event.preventDefault();
    onClose();
    focusTrigger(anchor); // from which Tab goes on
  };
  return (
    <div className="popup" popover="manual" ref={box} onKeyDown={onKeyDown} onClick={(event) => event.stopPropagation()} onPointerDown={(event) => event.stopPropagation()}>
      {children}
    </div>
  );
}

/** Whether Tab leads out: of a menu always, of anything else behind its last or before its first. */
function leaves(event: KeyboardEvent, kind: 'menu' | 'dialog', box: HTMLElement | null): boolean {
  const all = [...(box?.querySelectorAll<HTMLElement>(REACHED) ?? [])];
  return kind === 'menu' || document.activeElement === (event.shiftKey ? all[0] : all.at(-1));
}
