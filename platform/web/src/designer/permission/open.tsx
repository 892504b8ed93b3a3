/** Opens the groups of a form or a ledger together with what they are on. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, url } from '@/core/api';
import type { FormDocument } from '@/core/documents';
import { usePageTitle, useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';
import type { Draft } from '../lib/autosave';
import { DesignPlaceProvider } from '../lib/place';
import { Designer } from './Designer';
import type { Groups } from './document';
import type { Target } from './shape';
import { createGroupsDesign } from './store';
import './words';

interface OpenProps<D> {
  app: string;
  id: string;
  on: 'form' | 'ledger';
  targetOf: (doc: D) => Target;
  /** What the rows are conditions on. */
  formOf: (doc: D) => FormDocument;
}

export function OpenGroups<D>({ app, id, on, targetOf, formOf }: OpenProps<D>) {
  const opened = useQuery({
    queryKey: ['design', app, 'permissions', on, id],
    queryFn: async () => {
      const [draft, about] = await Promise.all([
        api.get<Draft<Groups>>(url`/apps/${app}/permissions/${on}/${id}/draft`),
        api.get<{ content: D }>(url`/apps/${app}/documents/${on}/${id}/draft`),
      ]);
      return { draft, target: targetOf(about.content), form: formOf(about.content) };
    },
    gcTime: 0,
    staleTime: Infinity,
    refetchOnReconnect: false,
  });
  if (opened.isError) return <Failed error={opened.error} onRetry={() => void opened.refetch()} />;
  if (!opened.data) return <Loading />;
  return <Open app={app} {...opened.data} />;
}

function Open({ app, draft, target, form }: { app: string; draft: Draft<Groups>; target: Target; form: FormDocument }) {
  const [design] = useState(() => createGroupsDesign(draft.content));
  const [place] = useState(() => ({ app, kind: 'permission', id: target.id, form: target.id, at: url`/apps/${app}/permissions/${target.on}/${target.id}` }));
  const words = useWords();
  usePageTitle(words(target.title));
  return (
    <DesignPlaceProvider value={place}>
      <Designer draft={draft} design={design} target={target} form={form} />
    </DesignPlaceProvider>
  );
}
