/** Who is meant by what somebody typed: as the server finds names, and by the first letters of their pinyin. */
import type { QueryClient } from '@tanstack/react-query';
import { api } from '@/core/api';
import type { PersonValue } from '@/core/documents';

export type PersonKind = 'member' | 'department';
interface People {
  items: PersonValue[];
}
const MOST_SHOWN = 50;
/** As many names as the server gives at once: kept for a minute, as somebody goes on typing. */
const MOST_READ = 1000;
const KEPT_ms = 60_000;
const LETTERS = /[a-z]/i;

export async function findPeople(queries: QueryClient, kind: PersonKind, typed: string, signal?: AbortSignal): Promise<PersonValue[]> {
  const found = api.get<People>('/people', { query: { search: typed, kind }, ...(signal ? { signal } : {}) });
  if (!LETTERS.test(typed)) return (await found).items;
  const everybody = queries.fetchQuery({ queryKey: ['people', kind], queryFn: () => api.get<People>('/people', { query: { kind, limit: MOST_READ } }), staleTime: KEPT_ms });
  const [{ items }, all, { hasInitials }] = await Promise.all([found, everybody, import('@/core/pinyin')]);
  const has = new Set(items.map((one) => one.id));
  return [...items, ...all.items.filter((one) => !has.has(one.id) && hasInitials(one.name, typed))].slice(0, MOST_SHOWN);
}
