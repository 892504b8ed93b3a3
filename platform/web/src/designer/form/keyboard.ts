/** The form designer's keys. */
import type { Named } from '../lib/names';
import { useTreeKeys } from '../lib/tree-keys';
import { clipOf, pasted } from './clipboard';
import { usePlace } from './context';
import { useRemoveField } from './remove';
import { placeAfterSelection } from './store';
import { parentOf, together } from './tree';

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
    copy: () => {
      const fields = together(state().doc, state().selected ?? '');
      return fields.length > 0 ? clipOf(fields, named) : null;
    },
    paste: (text) => {
      const fields = pasted(text, state().doc, named);
      if (!fields?.[0]) return false;
      state().insertAll(fields, placeAfterSelection(state(), fields[0].type));
      return true;
    },
  });
}
