/** The rows of a list. */
import { infiniteQueryOptions, useInfiniteQuery, type QueryClient } from '@tanstack/react-query';
import { api, url } from '@/core/api';
import { toCondition } from '@/core/filters';
import { keys } from '@/core/keys';
import type { FormView, Page, RecordSummary } from '@/core/wire';
import { withoutLineNumbers } from '@/runtime/form/links';
import { FORM, JUST_READ_MS } from '@/runtime/queries';
import { useSettled } from '@/ui/hooks';
import { stateOf, type ListState } from './state';

const PAGE_SIZE = 100;

function RECORDS(app: string, form: FormView, state: ListState, search: string) {
  const body = {
    filter: toCondition(state.filter),
    search: search || undefined,
    sort: state.sort,
    fields: state.columns.filter((path) => !path.startsWith('$')),
    limit: PAGE_SIZE,
    deleted: state.isBin || undefined,
  };
  return infiniteQueryOptions({
    queryKey: [...keys.records(app, form.form.id), body],
    queryFn: ({ pageParam, signal }) =>
      api.post<Page<RecordSummary>>(url`/apps/${app}/forms/${form.form.id}/records/query`, { ...body, cursor: pageParam ?? undefined, count: pageParam === null }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    staleTime: JUST_READ_MS,
  });
}

export function useRecords(app: string, form: FormView, state: ListState) {
  const search = useSettled(state.search.trim());
  return useInfiniteQuery({ ...RECORDS(app, form, state, search), placeholderData: (before) => before });
}

/** The rows that the list will show first. */
export async function readRecords(queries: QueryClient, app: string, key: string): Promise<void> {
  const form = withoutLineNumbers(await queries.fetchQuery(FORM(app, key)));
  if (!form.actions.includes('view')) return;
  const state = stateOf(app, form.form);
  await queries.prefetchInfiniteQuery(RECORDS(app, form, state, state.search.trim()));
}
