/** What the parts of the designer share: the rule's store, the form it is about, its journal, and the problems found. */
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { api, url } from '@/core/api';
import type { FormDocument } from '@/core/documents';
import type { Words } from '@/core/words';
import type { DraftProblem } from '../lib/problems';
import type { RuleDesign, RuleState } from './store';

/** As far as rules speak of it. */
export interface JournalFacts {
  id: string;
  title: Words;
  voucher: { form: string; lines: string; auxiliaries?: Record<string, string> };
  accounts: { form: string; code: string };
}

export interface RuleContext {
  app: string;
  design: RuleDesign;
  form: FormDocument;
  journal: JournalFacts;
  /** The form of its vouchers: auxiliaries are called as their columns are. */
  vouchers: FormDocument | undefined;
  problems: readonly DraftProblem[];
}

const Context = createContext<RuleContext | null>(null);
export const RuleProvider = Context.Provider;

export function useRule(): RuleContext {
  const found = useContext(Context);
  if (!found) throw new Error('useRule outside the designer of voucher rules');
  return found;
}

export function useRuleState<T>(read: (state: RuleState) => T): T {
  return useStore(useRule().design, read);
}

/** What the server says of a place in the document: `entries.0.account`. */
export function useProblemAt(path: string): string | undefined {
  return useRule().problems.find((one) => one.path === path || one.path.startsWith(`${path}.`))?.message;
}

export interface AccountName {
  code: string;
  title: string;
}

/** The chart of accounts, as far as one may see it. */
export function useAccounts(): readonly AccountName[] {
  const { app, journal } = useRule();
  const { form, code } = journal.accounts;
  const found = useQuery({
    queryKey: ['design', app, 'chart', form],
    queryFn: () => api.post<{ items: { title: string; values: Record<string, unknown> }[] }>(url`/apps/${app}/forms/${form}/records/query`, { fields: [code], sort: [{ field: code }], limit: 1000 }),
    staleTime: 60_000,
    retry: false,
  });
  return (found.data?.items ?? []).map((item) => ({ code: String(item.values[code] ?? ''), title: item.title.replace(String(item.values[code] ?? ''), '').trim() }));
}
