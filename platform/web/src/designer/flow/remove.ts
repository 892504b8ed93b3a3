/** Deleting in a draft asks nothing: it says so and can be undone. */
import { useCallback } from 'react';
import { useToast } from '@/ui/toast';
import { useWords } from '@/ui/hooks';
import { useT } from '../words';
import { useFlowDesign } from './context';
import { factsOf } from './kind';
import { nodeOf, wayOf } from './tree';

export function useRemoveTarget(): (target: string) => void {
  const design = useFlowDesign();
  const toast = useToast();
  const words = useWords();
  const t = useT();
  return useCallback(
    (target: string) => {
      const before = design.getState().doc;
      const node = nodeOf(before, target);
      const name = words(node?.title) || words(wayOf(before, target)?.way.title) || (node ? words(factsOf(node.type).words) : '');
      design.getState().remove(target);
      if (design.getState().doc !== before) toast.undoable(t('deleted', { name }), () => design.temporal.getState().undo());
    },
    [design, toast, words, t],
  );
}
