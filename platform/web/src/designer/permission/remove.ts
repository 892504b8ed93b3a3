/** Deleting in a draft asks nothing: it says so and can be undone. */
import { useWords } from '@/ui/hooks';
import { useToast } from '@/ui/toast';
import { useT } from '../words';
import { usePermission } from './context';

export function useRemoveGroup(): (id: string) => void {
  const { design } = usePermission();
  const toast = useToast();
  const words = useWords();
  const t = useT();
  return (id) => {
    const group = design.getState().doc.groups.find((one) => one.id === id);
    if (!group) return;
    design.getState().remove(id);
    toast.undoable(t('deleted', { name: words(group.title) || id }), () => design.temporal.getState().undo());
  };
}
