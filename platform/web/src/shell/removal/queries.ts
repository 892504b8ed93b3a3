/** What was deleted of an app, and its way back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { components } from '@/generated/api';
import { useToast } from '@/ui/toast';

export type RemovedDocument = components['schemas']['RemovedDocument'];
export type Removal = components['schemas']['Removal'];

export interface Which {
  kind: string;
  key: string;
  name: string;
}

const removedKey = (app: string) => ['design', app, 'removed'] as const;

/** Nothing for who designs a part of the app alone. */
export function useRemoved(app: string): readonly RemovedDocument[] {
  const found = useQuery({ queryKey: removedKey(app), queryFn: () => api.get<{ items: RemovedDocument[] }>(url`/apps/${app}/removed-documents`), retry: false });
  return found.data?.items ?? [];
}

/** Whatever shows documents of the app is read again. */
function useChanged(app: string): () => void {
  const queries = useQueryClient();
  return () => {
    for (const queryKey of [['design', app], keys.app(app), keys.apps, keys.tasks]) void queries.invalidateQueries({ queryKey });
  };
}

export function useRestore(app: string) {
  const { t } = useTranslation();
  const toast = useToast();
  const changed = useChanged(app);
  return useMutation({
    mutationFn: ({ kind, key }: Which) => api.post<components['schemas']['Restored']>(url`/apps/${app}/documents/${kind}/${key}/restore`, {}),
    onSuccess: ({ job }, { name }) => toast.done(t(job === null ? 'removal.restored' : 'removal.restored_counting', { name })),
    onError: toast.failed,
    onSettled: changed,
  });
}

export function useRemove(app: string) {
  const { t } = useTranslation();
  const toast = useToast();
  const changed = useChanged(app);
  const restore = useRestore(app);
  return useMutation({
    mutationFn: ({ kind, key }: Which) => api.delete(url`/apps/${app}/documents/${kind}/${key}`),
    onSuccess: (_, which) => toast.undoable(t('removal.done', { name: which.name }), () => restore.mutate(which)),
    onError: toast.failed,
    onSettled: changed,
  });
}
