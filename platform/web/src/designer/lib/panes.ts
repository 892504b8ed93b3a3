/** Between the panes of a designer by keys: F6 to the next one, Enter from a card into its settings, Escape back to it. */
import { useEffect } from 'react';

const PANES = '.fd-palette, .fd-canvas-scroll, .fl-canvas, .pm-main, .ld-main, .ld-aside, .fd-props';
const SETTINGS = '.fd-props';
const CARD = '[data-target]';
const FIELDS = 'input:not([disabled], [type="hidden"]), textarea, [contenteditable="true"], button:not([disabled])';

export function usePanes(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isDialogOpen() || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (goesOn(event)) event.preventDefault();
    };
    // Before the lists and editors hear it: they are still open then, and Escape is theirs.
    document.addEventListener('keydown', onKey, { capture: true });
    return () => document.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

export function isDialogOpen(): boolean {
  return document.querySelector('dialog[open], .ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open, .popup') !== null;
}

function goesOn(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : document.body;
  if (event.key === 'F6') return enter(nextPane(target, event.shiftKey ? -1 : 1));
  if (event.key === 'Enter' && target.matches(`${CARD}:not(button)`)) return enter(document.querySelector(SETTINGS));
  if (event.key === 'Escape' && target.closest(SETTINGS) && !isListOpen(target)) return focusOn(selectedCard());
  return false;
}

function nextPane(from: Element, by: 1 | -1): Element | null {
  const panes = [...document.querySelectorAll(PANES)];
  const at = panes.findIndex((one) => one.contains(from));
  return panes[(at < 0 && by < 0 ? panes.length - 1 : at + by + panes.length) % panes.length] ?? null;
}

/** What is selected in it, else its first field; the buttons in the head of the settings come last. */
function enter(pane: Element | null): boolean {
  const card = pane?.querySelector(`${CARD}[aria-current], ${CARD}[aria-pressed="true"]`) ?? pane?.querySelector(CARD);
  const field = [...(pane?.querySelectorAll(FIELDS) ?? [])].find((one) => one.closest('.fd-props-head') === null);
  return focusOn(card ?? field ?? pane?.querySelector(FIELDS) ?? null);
}

const selectedCard = () => document.querySelector(`${CARD}[aria-current], ${CARD}[aria-pressed="true"]`) ?? document.querySelector(CARD);

/** Where one goes on after adding something. */
export const focusSelected = () => focusOn(selectedCard());

const POPPED = '.ant-popover:not(.ant-popover-hidden), .ant-picker-dropdown:not(.ant-picker-dropdown-hidden)';

function isListOpen(target: Element): boolean {
  const isCompleting = target.closest('.cm-editor') !== null && document.querySelector('.cm-tooltip-autocomplete') !== null;
  return isCompleting || target.getAttribute('aria-expanded') === 'true' || document.querySelector(POPPED) !== null;
}

function focusOn(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  element.focus();
  return true;
}
