/** The form designer's keys. */
import type { Field } from '@/core/documents';
import { useTreeKeys } from '../lib/tree-keys';
import { usePlace } from './context';
import { useRemoveField } from './remove';
import { placeAfterSelection } from './store';
import { copied, fieldOf, parentOf } from './tree';

const CLIPBOARD = 'huiliu/field';

export function useDesignKeys(): void {
  const { design } = usePlace();
  const remove = useRemoveField();
  const state = design.getState;
  useTreeKeys({
    selected: () => state().selected,
    undo: () => design.temporal.getState().undo(),
    redo: () => design.temporal.getState().redo(),
    remove,
    duplicate: (path) => state().duplicate(path),
    nudge: (path, by) => state().nudge(path, by),
    leave: () => state().select(parentOf(state().selected ?? '')),
    copy: () => {
      const field = fieldOf(state().doc, state().selected);
      return field ? JSON.stringify({ [CLIPBOARD]: field }) : null;
    },
    paste: (text) => {
      const field = readField(text);
      if (!field) return false;
      // A field that is new to this form keeps its meaning under an id of its own.
      state().insert(copied(field, state().doc, {}), placeAfterSelection(state(), field.type));
      return true;
    },
  });
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
