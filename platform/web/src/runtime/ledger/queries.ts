/** The reads of a ledger. */
import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery, type QueryClient } from '@tanstack/react-query';
import type { UIEvent } from 'react';
import { api, url } from '@/core/api';
import type { LedgerDocument } from '@/core/documents';
import { keys } from '@/core/keys';
import { JUST_READ_MS } from '@/runtime/queries';
import type { AgeingReport, Balance, DimensionValue, LedgerEntry, LedgerFlow, LedgerView, Page } from '@/core/wire';

const LEDGER = (app: string, ledger: string) =>
  queryOptions({ queryKey: keys.ledger(app, ledger), queryFn: () => api.get<LedgerView>(url`/apps/${app}/ledgers/${ledger}`), staleTime: 60_000 });

export const useLedger = (app: string, ledger: string) => useQuery(LEDGER(app, ledger));

const PAGE_SIZE = 100;

type Query = Record<string, string | undefined>;

const BALANCES = (app: string, ledger: LedgerDocument, query: Query) =>
  infiniteQueryOptions({
    queryKey: [...keys.balances(app, ledger.id), 'rows', query],
    queryFn: ({ pageParam, signal }) => api.get<Page<Balance>>(url`/apps/${app}/ledgers/${ledger.id}/balances`, { query: { ...query, limit: PAGE_SIZE, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    staleTime: JUST_READ_MS,
  });

export const useBalances = (app: string, ledger: LedgerDocument, query: Query) => useInfiniteQuery({ ...BALANCES(app, ledger, query), placeholderData: (before) => before });

/** The first balances that the page of a ledger shows. */
export async function readBalances(queries: QueryClient, app: string, key: string): Promise<void> {
  const { ledger } = await queries.fetchQuery(LEDGER(app, key));
  await queries.prefetchInfiniteQuery(BALANCES(app, ledger, { open: ledger.open }));
}

/** 收发存, both days included. */
export function useFlows(app: string, ledger: LedgerDocument, from: string, to: string, query: Record<string, string | undefined>) {
  return useInfiniteQuery({
    queryKey: [...keys.balances(app, ledger.id), 'flows', from, to, query],
    queryFn: ({ pageParam, signal }) => api.get<Page<LedgerFlow>>(url`/apps/${app}/ledgers/${ledger.id}/flows`, { query: { ...query, from, to, limit: PAGE_SIZE, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    placeholderData: (before) => before,
  });
}

/** What is open by how long it has been due. */
export const useAgeing = (app: string, ledger: LedgerDocument, query: Record<string, string | undefined>) =>
  useQuery({
    queryKey: [...keys.balances(app, ledger.id), 'ageing', query],
    queryFn: ({ signal }) => api.get<AgeingReport>(url`/apps/${app}/ledgers/${ledger.id}/ageing`, { query, signal }),
    placeholderData: (before) => before,
  });

const NEAR_PX = 400;

interface Paged {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** Asks for more rows when one has scrolled near the last of them. */
export function atItsEnd(event: UIEvent<HTMLElement>, rows: Paged) {
  const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
  if (rows.hasNextPage && !rows.isFetchingNextPage && scrollHeight - scrollTop - clientHeight < NEAR_PX) void rows.fetchNextPage();
}

export function useTrace(app: string, ledger: LedgerDocument, dimensions: Record<string, DimensionValue>, from: string | undefined, until: string | undefined) {
  const query = Object.fromEntries(Object.entries(dimensions).map(([id, value]) => [id, idOf(value)]));
  return useInfiniteQuery({
    queryKey: [...keys.balances(app, ledger.id), 'trace', query, from, until],
    queryFn: ({ pageParam, signal }) => api.get<Page<LedgerEntry>>(url`/apps/${app}/ledgers/${ledger.id}/trace`, { query: { ...query, from, to: until, cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next ?? null,
  });
}

export function idOf(value: DimensionValue | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : value.id;
}
