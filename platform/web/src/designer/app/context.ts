/** Hands the builder's parts the app under design. */
import { createContext, useCallback, useContext } from 'react';
import { useStore } from 'zustand';
import type { Words } from '@/core/words';
import { useToast } from '@/ui/toast';
import { useWords } from '@/ui/hooks';
import type { IconName } from '@/ui/icons';
import { useT } from '../words';
import { entryOf, groupOf, thingOf, type Leads, type Target } from './document';
import type { AppDesign, AppState } from './store';

interface Builder {
  app: string;
  design: AppDesign;
  /** Everything a navigation can lead to. */
  leads: readonly Leads[];
}

const BuilderContext = createContext<Builder | null>(null);
export const BuilderProvider = BuilderContext.Provider;

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error('useBuilder outside the app builder');
  return builder;
}

export function useApp<T>(choose: (state: AppState) => T): T {
  return useStore(useBuilder().design, choose);
}

export const SPARE: Record<string, IconName> = { form: 'form', ledger: 'ledger', journal: 'ledger', report: 'report', page: 'page' };

/** What a line is called and drawn with, where it says nothing of its own; nothing once its document is gone. */
export function useLeads(): (thing: { kind: string; key: string }) => Leads | undefined {
  const { leads } = useBuilder();
  return useCallback((thing) => leads.find((one) => thingOf(one) === thingOf(thing)), [leads]);
}

export function useNameOf(): (thing: { kind: string; key: string; title?: Words }) => string {
  const words = useWords();
  const leadsTo = useLeads();
  return useCallback((thing) => words(thing.title) || words(leadsTo(thing)?.title) || thing.key, [words, leadsTo]);
}

/** Taking something out of a draft asks nothing: it says so and can be undone. */
export function useRemove(): (target: Target) => void {
  const { design } = useBuilder();
  const t = useT();
  const words = useWords();
  const nameOf = useNameOf();
  const toast = useToast();
  return useCallback(
    (target) => {
      const { doc, remove } = design.getState();
      const entry = entryOf(doc, target);
      const group = groupOf(doc, target);
      if (!entry && !group) return;
      remove(target);
      toast.undoable(t(entry ? 'nav.taken_out' : 'deleted', { name: entry ? nameOf(entry) : words(group?.title) }), () => design.temporal.getState().undo());
    },
    [design, t, words, nameOf, toast],
  );
}
