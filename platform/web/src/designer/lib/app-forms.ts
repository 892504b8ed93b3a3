/** The forms of the app under design: `{key, title, published}`. */
import { useQuery } from '@tanstack/react-query';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { Words } from '@/core/words';
import { useDesignPlace } from './place';

interface Listed {
  key: string;
  title: Words;
  published: number | null;
}

export function useAppForms() {
  const { app } = useDesignPlace();
  return useQuery({
    queryKey: [...keys.app(app), 'documents', 'form'],
    queryFn: () => api.get<{ items: Listed[] }>(url`/apps/${app}/documents`, { query: { kind: 'form' } }),
    staleTime: 60_000,
  });
}
