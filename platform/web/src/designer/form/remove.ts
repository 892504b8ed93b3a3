/** Deleting in a draft asks nothing: it says so and can be undone. */
import { useToast } from '@/ui/toast';
import { useWords } from '@/ui/hooks';
import { useT } from '../words';
import { usePlace } from './context';
import { fieldOf } from './tree';

export function useRemoveField(): (path: string) => void {
  const { design } = usePlace();
  const toast = useToast();
  const words = useWords();
  const t = useT();
  return (path) => {
    const field = fieldOf(design.getState().doc, path);
    if (!field) return;
    design.getState().remove(path);
    toast.undoable(t('deleted', { name: words(field.label) }), () => design.temporal.getState().undo());
  };
}
