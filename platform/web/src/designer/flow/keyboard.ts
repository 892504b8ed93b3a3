/** The flow designer's keys. */
import { useTreeKeys } from '../lib/tree-keys';
import { clip, clipped, readClip } from './clipboard';
import { useFlowDesign } from './context';
import { useRemoveTarget } from './remove';
import { copied, isFixed, locate, mayGo, nodeOf } from './tree';

export function useFlowKeys(): void {
  const design = useFlowDesign();
  const remove = useRemoveTarget();
  const state = design.getState;
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
      const node = selected === null ? undefined : nodeOf(doc, selected);
      return !node || isFixed(doc, node.id) ? null : clip(node);
    },
    paste: (text) => {
      const node = readClip(text) ?? clipped();
      const { doc, selected, insert } = state();
      if (!node) return false;
      const after = (selected === null ? undefined : locate(doc, selected)) ?? { into: '', index: doc.nodes.length - 2 };
      const place = { ...after, index: after.index + 1 };
      if (!mayGo(doc, { type: node.type }, place)) return false;
      insert(copied(node, doc), place);
      return true;
    },
  });
}
