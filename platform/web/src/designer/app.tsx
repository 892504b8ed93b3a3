/** The app builder: opens the app's own document, and what its navigation may lead to. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, url } from '@/core/api';
import type { components } from '@/generated/api';
import { usePageTitle, useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';
import { BuilderProvider } from './app/context';
import { Designer } from './app/Designer';
import type { AppDocument, Leads, Thing } from './app/document';
import { createAppDesign } from './app/store';
import type { Draft } from './lib/autosave';
import { DesignPlaceProvider } from './lib/place';
import './app/words';

const THINGS: readonly string[] = ['form', 'ledger', 'journal', 'report', 'page'] satisfies Thing[];

export default function AppDesigner({ app, id }: { app: string; id: string }) {
  const draft = useQuery({
    queryKey: ['design', app, 'app', id, 'draft'],
    queryFn: () => api.get<Draft<AppDocument>>(url`/apps/${app}/documents/app/${id}/draft`),
    gcTime: 0,
    staleTime: Infinity,
    refetchOnReconnect: false,
  });
  const all = useQuery({ queryKey: ['design', app, 'documents'], queryFn: () => api.get<{ items: components['schemas']['Listed'][] }>(url`/apps/${app}/documents`) });
  const failed = draft.error ?? all.error;
  if (failed) return <Failed error={failed} onRetry={() => void (draft.isError ? draft : all).refetch()} />;
  if (!draft.data || !all.data) return <Loading />;
  const leads = all.data.items.filter((one) => THINGS.includes(one.kind)).map((one) => ({ ...one, kind: one.kind as Thing })); // just looked up
  return <Opened app={app} id={id} draft={draft.data} leads={leads} />;
}

function Opened({ app, id, draft, leads }: { app: string; id: string; draft: Draft<AppDocument>; leads: Leads[] }) {
  const [design] = useState(() => createAppDesign(draft.content));
  const [place] = useState(() => ({ app, kind: 'app', id, form: '' }));
  const words = useWords();
  usePageTitle(words(draft.content.title));
  return (
    <DesignPlaceProvider value={place}>
      <BuilderProvider value={{ app, design, leads }}>
        <Designer draft={draft} />
      </BuilderProvider>
    </DesignPlaceProvider>
  );
}
