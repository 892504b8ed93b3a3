/** The documents of a kind, to choose one by its name. */
import { useQuery } from '@tanstack/react-query';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { Words } from '@/core/words';
import { useWords } from '@/ui/hooks';
import { useDesignPlace } from '../../lib/place';

export function useDocuments(kind: string): { value: string; label: string }[] {
  const { app } = useDesignPlace();
  const words = useWords();
  const found = useQuery({
    queryKey: [...keys.app(app), 'documents', kind],
    queryFn: () => api.get<{ items: { key: string; title: Words }[] }>(url`/apps/${app}/documents`, { query: { kind } }),
    staleTime: 60_000,
  });
  return (found.data?.items ?? []).map((one) => ({ value: one.key, label: words(one.title) || one.key }));
}
