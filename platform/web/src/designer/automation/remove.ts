/** Deleting in a draft asks nothing: it says so and can be undone. */
import { useCallback } from 'react';
import { useToast } from '@/ui/toast';
import { useWords } from '@/ui/hooks';
import { useT } from '../words';
import { useDesign } from './context';
import { factsOfStep } from './kind';
import { stepOf } from './tree';

export function useRemoveTarget(): (target: string) => void {
  const design = useDesign();
  const toast = useToast();
  const words = useWords();
  const t = useT();
  return useCallback(
    (target: string) => {
      const before = design.getState().doc;
      const step = stepOf(before, target);
      const name = step ? words(factsOfStep(step.type).words) : t('way.condition');
      design.getState().remove(target);
      if (design.getState().doc !== before) toast.undoable(t('deleted', { name }), () => design.temporal.getState().undo());
    },
    [design, toast, words, t],
  );
}
