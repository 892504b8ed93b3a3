/** The keys of a designer that draws cards. They sleep while somebody types or a dialog is open. */
import { useEffect, useRef } from 'react';
import { isDialogOpen, usePanes } from './panes';

export interface TreeKeys {
  selected: () => string | null;
  undo: () => void;
  redo: () => void;
  remove: (target: string) => void;
  duplicate: (target: string) => void;
  nudge: (target: string, by: 1 | -1) => void;
  leave: () => void;
  /** What is selected as text; null where it cannot be copied. */
  copy: () => string | null;
  /** Whether the text was something of ours, put in after what is selected. */
  paste: (text: string) => boolean;
}

export function useTreeKeys(given: TreeKeys): void {
  const latest = useRef(given);
  usePanes();
  useEffect(() => {
    latest.current = given;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = actOf(event);
      const isHistory = act === 'undo' || act === 'redo';
      if (!act || isDialogOpen() || (isHistory ? isTyping(event.target) : isElsewhere(event.target))) return;
      const keys = latest.current;
      const selected = keys.selected();
      if (isHistory) {
        event.preventDefault();
        keys[act]();
        return;
      }
      if (selected === null) return;
      event.preventDefault();
      if (act === 'remove' || act === 'duplicate') keys[act](selected);
      else if (act === 'leave') keys.leave();
      else if (act === 'back' || act === 'on') keys.nudge(selected, act === 'back' ? -1 : 1);
      else goTo(act, selected);
    };
    const onCopy = (event: ClipboardEvent) => {
      if (isDialogOpen() || isElsewhere(event.target) || window.getSelection()?.toString()) return;
      const text = latest.current.copy();
      if (text === null) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', text);
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isDialogOpen() || isElsewhere(event.target)) return;
      if (latest.current.paste(event.clipboardData?.getData('text/plain') ?? '')) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('copy', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, []);
}

type Direction = 'up' | 'down' | 'left' | 'right';
type Act = 'undo' | 'redo' | 'remove' | 'duplicate' | 'back' | 'on' | 'leave' | Direction;

function actOf(event: KeyboardEvent): Act | null {
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) return key === 'z' ? (event.shiftKey ? 'redo' : 'undo') : key === 'y' ? 'redo' : key === 'd' ? 'duplicate' : null;
  if (event.altKey) return key === 'arrowup' || key === 'arrowleft' ? 'back' : key === 'arrowdown' || key === 'arrowright' ? 'on' : null;
  if (key.startsWith('arrow')) return key.slice('arrow'.length) as Direction;
  return key === 'delete' || key === 'backspace' ? 'remove' : key === 'escape' ? 'leave' : null;
}

/** What stands aside counts little on the way down: below a fork stand its ways, not what follows them. */
const UPRIGHT = 0.4;
const SIDEWAYS = 2;

/** To the nearest card on that side, as they stand on the screen. */
function goTo(direction: Direction, from: string): void {
  const cards = [...document.querySelectorAll<HTMLElement>('.fl-tree [data-target], .ab-sheet [data-target], .fd-canvas [data-target], .ld-main [data-target]')];
  const here = cards.find((one) => one.dataset['target'] === from);
  if (!here) return;
  const box = here.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const isUpright = direction === 'up' || direction === 'down';
  const sign = direction === 'up' || direction === 'left' ? -1 : 1;
  const ranked = cards.flatMap((card) => {
    const other = card.getBoundingClientRect();
    const [dx, dy] = [other.left + other.width / 2 - x, other.top + other.height / 2 - y];
    const [along, aside] = isUpright ? [dy * sign, Math.abs(dx)] : [dx * sign, Math.abs(dy)];
    return card !== here && along > 1 ? [{ card, distance: along + aside * (isUpright ? UPRIGHT : SIDEWAYS) }] : [];
  });
  ranked.sort((a, b) => a.distance - b.distance)[0]?.card.focus();
}

/** Where text is written, undo is the text's own. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('textarea, [contenteditable="true"], input:not([type="checkbox"], [type="radio"], .ant-select input)') !== null;
}
function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable="true"], .ant-select, .fd-props, .popup, .ant-popover') !== null;
}

