/** The form designer's keys. */
import type { Named } from '../lib/names';
import { useTreeKeys } from '../lib/tree-keys';
import { usePlace } from './context';
import { copyFrom, pasteInto } from './copying';
import { useRemoveField } from './remove';
import { parentOf } from './tree';

export function useDesignKeys(named: readonly Named[]): void {
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
    copy: () => copyFrom(state(), state().selected ?? '', named),
    paste: (text) => pasteInto(state(), text, named),
  });
}
