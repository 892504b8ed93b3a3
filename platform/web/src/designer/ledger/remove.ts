/** Deleting in a draft asks nothing: it says who used it, and can be undone. */
import { useWords } from '@/ui/hooks';
import { useToast } from '@/ui/toast';
import { useT } from '../words';
import { useLedger } from './context';
import { listOf, type Part } from './document';
import { usersOf } from './UseCount';

const MOST_NAMED = 3;

export function useRemovePart(): (part: Part, at: number, name: string) => void {
  const { design, uses } = useLedger();
  const toast = useToast();
  const words = useWords();
  const t = useT();
  return (part, at, name) => {
    const item = listOf(design.getState().doc, part)[at];
    if (!item) return;
    const users = usersOf(uses, part, item.id);
    const named = users.slice(0, MOST_NAMED).map((one) => words(one.title) || one.key).join('、');
    design.getState().remove(part, at);
    const said = users.length === 0 ? t('deleted', { name }) : t('ledger.deleted_used', { name, n: users.length, users: named });
    toast.undoable(said, () => design.temporal.getState().undo());
  };
}
