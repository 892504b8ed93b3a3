/** The designer's keys. They sleep while somebody types or a dialog is open. */
import { useEffect } from 'react';
import { usePlace } from './context';
import { useRemoveField } from './remove';
import type { Field } from '@/core/documents';
import { copied, fieldOf, locate, mayGo, parentOf } from './tree';

const CLIPBOARD = 'huiliu/field';

export function useDesignKeys(): void {
  const { design } = usePlace();
  const remove = useRemoveField();
  useEffect(() => {
    const history = () => design.temporal.getState();
    const onKey = (event: KeyboardEvent) => {
      const { selected } = design.getState();
      const isCommand = event.ctrlKey || event.metaKey;
      const key = event.key.toLowerCase();
      const act = actionOf(key, event, isCommand);
      const isHistory = act === 'undo' || act === 'redo';
      if (!act || isDialogOpen() || (isHistory ? isTyping(event.target) : isElsewhere(event.target))) return;
      event.preventDefault();
      if (act === 'undo') history().undo();
      else if (act === 'redo') history().redo();
      else if (act === 'leave') design.getState().select(selected && parentOf(selected));
      else if (selected === null) return;
      else if (act === 'remove') remove(selected);
      else if (act === 'duplicate') design.getState().duplicate(selected);
      else design.getState().nudge(selected, act === 'back' ? -1 : 1);
    };
    const onCopy = (event: ClipboardEvent) => {
      const { doc, selected } = design.getState();
      const field = fieldOf(doc, selected);
      if (!field || isDialogOpen() || isElsewhere(event.target) || window.getSelection()?.toString()) return;
      event.preventDefault();
      event.clipboardData?.setData('text/plain', JSON.stringify({ [CLIPBOARD]: field }));
    };
    const onPaste = (event: ClipboardEvent) => {
      if (isDialogOpen() || isElsewhere(event.target)) return;
      const field = readField(event.clipboardData?.getData('text/plain') ?? '');
      if (!field) return;
      event.preventDefault();
      pasteField(design.getState(), field);
    };
    document.addEventListener('keydown', onKey);
    document.addEventListener('copy', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('keydown', onKey);
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [design, remove]);
}

type Act = 'undo' | 'redo' | 'remove' | 'duplicate' | 'back' | 'on' | 'leave';

function actionOf(key: string, event: KeyboardEvent, isCommand: boolean): Act | null {
  if (isCommand && key === 'z') return event.shiftKey ? 'redo' : 'undo';
  if (isCommand && key === 'y') return 'redo';
  if (isCommand && key === 'd') return 'duplicate';
  if (isCommand) return null;
  if (event.altKey && (key === 'arrowup' || key === 'arrowleft')) return 'back';
  if (event.altKey && (key === 'arrowdown' || key === 'arrowright')) return 'on';
  if (key === 'delete' || key === 'backspace') return 'remove';
  return key === 'escape' ? 'leave' : null;
}

function isDialogOpen(): boolean {
  return document.querySelector('.ant-modal-wrap:not([style*="display: none"]), .ant-drawer-open') !== null;
}

/** Where text is written, undo is the text's own. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('textarea, [contenteditable="true"], input:not([type="checkbox"], [type="radio"], .ant-select input)') !== null;
}

function isElsewhere(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [contenteditable="true"], .ant-select, .fd-props, .ant-dropdown, .ant-popover') !== null;
}

function readField(text: string): Field | null {
  if (!text.includes(CLIPBOARD)) return null;
  try {
    const field = (JSON.parse(text) as Record<string, Field>)[CLIPBOARD];
    return field && typeof field.id === 'string' && typeof field.type === 'string' ? field : null;
  } catch {
    return null; // somebody pasted other text
  }
}

/** After the selection; a field that is new to this form keeps its meaning under an id of its own. */
function pasteField(state: ReturnType<ReturnType<typeof usePlace>['design']['getState']>, field: Field): void {
  const copy = copied(field, state.doc, {});
  const place = state.selected === null ? null : locate(state.doc, state.selected);
  const isWelcome = place !== null && mayGo(field.type, place.parent);
  state.insert(copy, isWelcome ? { parent: place.parent, index: place.index + 1 } : { parent: null, index: state.doc.fields.length });
}
