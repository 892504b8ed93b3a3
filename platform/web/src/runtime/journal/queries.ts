/** The reads and writes of a journal: its reports and the close of a month. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, url } from '@/core/api';
import type { components } from '@/generated/api';

type Schemas = components['schemas'];
export type Journal = Schemas['JournalOut'];
export type TrialBalance = Schemas['TrialBalanceOut'];
export type AccountRow = Schemas['AccountRowOut'];
export type Auxiliary = Schemas['AuxiliaryOut'];
export type AuxiliaryAccount = Schemas['AuxiliaryAccountOut'];
export type AuxiliaryRow = Schemas['AuxiliaryRowOut'];
export type Statement = Schemas['StatementOut'];
export type StatementLine = Schemas['StatementLineOut'];
export type Checklist = Schemas['ChecklistOut'];
export type Check = Schemas['CheckOut'];
export type Planned = Schemas['PlannedOut'];

export interface Months {
  first: string;
  last: string;
}

const of = (app: string, journal: string) => ['journal', app, journal] as const;

export const useJournals = (app: string) =>
  useQuery({ queryKey: ['journals', app], queryFn: () => api.get<Schemas['JournalsOut']>(url`/apps/${app}/journals`), staleTime: 60_000 });

export const useTrialBalance = (app: string, journal: string, months: Months) =>
  useQuery({
    queryKey: [...of(app, journal), 'trial', months],
    queryFn: ({ signal }) => api.get<TrialBalance>(url`/apps/${app}/journals/${journal}/trial-balance`, { query: { ...months }, signal }),
    placeholderData: (before) => before,
  });

export const useAuxiliary = (app: string, journal: string, by: string, months: Months) =>
  useQuery({
    queryKey: [...of(app, journal), 'auxiliary', by, months],
    queryFn: ({ signal }) => api.get<Auxiliary>(url`/apps/${app}/journals/${journal}/auxiliary`, { query: { by, ...months }, signal }),
    placeholderData: (before) => before,
  });

export const useStatement = (app: string, journal: string, statement: string, months: Months) =>
  useQuery({
    queryKey: [...of(app, journal), 'statement', statement, months],
    queryFn: ({ signal }) => api.get<Statement>(url`/apps/${app}/journals/${journal}/statements/${statement}`, { query: { ...months }, signal }),
    placeholderData: (before) => before,
  });

export const useChecklist = (app: string, journal: string, month: string) =>
  useQuery({
    queryKey: [...of(app, journal), 'close', month],
    queryFn: ({ signal }) => api.get<Checklist>(url`/apps/${app}/journals/${journal}/close`, { query: { month }, signal }),
  });

export type CloseAction = 'close/vouchers' | 'close' | 'reopen';

/** `step`: one voucher that is written on request. */
export interface CloseRequest {
  action: CloseAction;
  step?: string;
}

const PATHS = {
  'close/vouchers': (app: string, journal: string) => url`/apps/${app}/journals/${journal}/close/vouchers`,
  close: (app: string, journal: string) => url`/apps/${app}/journals/${journal}/close`,
  reopen: (app: string, journal: string) => url`/apps/${app}/journals/${journal}/reopen`,
} as const;

/** Whatever it did, every report of the journal may say something else now. */
export function useCloseAction(app: string, journal: string, month: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ action, step }: CloseRequest) => api.post<Checklist>(PATHS[action](app, journal), step === undefined ? { month } : { month, step }),
    onSettled: () => client.invalidateQueries({ queryKey: of(app, journal) }),
  });
}
