/** The automation designer's keys. */
import { useTreeKeys } from '../lib/tree-keys';
import { clip, clipped, readClip } from './clipboard';
import { useDesign } from './context';
import { useRemoveTarget } from './remove';
import { copied, listAt, locate, stepOf, type Place } from './tree';

export function useAutomationKeys(): void {
  const design = useDesign();
  const remove = useRemoveTarget();
  const state = design.getState;
  /** Behind what is selected; the last place where that is no step. */
  const behind = (): Place => {
    const { doc, selected } = state();
    const place = selected === null ? undefined : locate(doc, selected);
    if (place) return { ...place, index: place.index + 1 };
    const into = selected?.includes('/') ? selected : '';
    return { into, index: listAt(doc, into).length };
  };
  useTreeKeys({
    selected: () => state().selected,
    undo: () => design.temporal.getState().undo(),
    redo: () => design.temporal.getState().redo(),
    remove,
    duplicate: (target) => state().duplicate(target),
    nudge: (target, by) => state().nudge(target, by),
    leave: () => state().select(null),
    copy: () => {
      const { doc, selected } = state();
      const step = selected === null ? undefined : stepOf(doc, selected);
      return step ? clip(step) : null;
    },
    paste: (text) => {
      const step = readClip(text) ?? clipped();
      if (!step) return false;
      state().insert(copied(step, state().doc), behind());
      return true;
    },
  });
}
