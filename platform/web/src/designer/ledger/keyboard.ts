/** The keys of the ledger designer: the line in focus is moved, copied, deleted; undo everywhere. */
import { useWords } from '@/ui/hooks';
import { shortId } from '../lib/short-id';
import { useTreeKeys } from '../lib/tree-keys';
import { useT } from '../words';
import { useLedger } from './context';
import { idsOf, listOf, type Part } from './document';
import { useRemovePart } from './remove';
import { ruleName } from './say';

/** `postings.3`. */
function partsOf(target: string): [Part, number] | null {
  const [part, at] = target.split('.');
  return at === undefined ? null : [part as Part, Number(at)]; // places are made of these
}

export function useLedgerKeys(): void {
  const { design } = useLedger();
  const t = useT();
  const words = useWords();
  const removePart = useRemovePart();
  const state = design.getState;
  const on = (target: string, work: (part: Part, at: number) => void) => {
    const place = partsOf(target);
    if (place) work(...place);
  };
  useTreeKeys({
    selected: () => document.activeElement?.closest<HTMLElement>('.ld-row-say')?.dataset['target'] ?? null,
    undo: () => design.temporal.getState().undo(),
    redo: () => design.temporal.getState().redo(),
    remove: (target) =>
      on(target, (part, at) => {
        const item = listOf(state().doc, part)[at];
        if (item) removePart(part, at, 'label' in item ? words(item.label) : ruleName(item.id, { doc: state().doc, t }));
      }),
    duplicate: (target) => on(target, (part, at) => part === 'postings' && state().copy(at, shortId('p', idsOf(state().doc)))),
    nudge: (target, by) => on(target, (part, at) => state().nudge(part, at, by)),
    leave: () => state().open(null),
    copy: () => null,
    paste: () => false,
  });
}
