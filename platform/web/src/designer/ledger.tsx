/** The designer of ledgers and aggregate tables: opens the draft of one, or asks how a new one begins. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ApiError, url } from '@/core/api';
import { usePageTitle, useWords } from '@/ui/hooks';
import { late } from '@/ui/late';
import { Failed, Loading } from '@/ui/notice';
import { Designer } from './ledger/Designer';
import type { LedgerDesignDocument } from './ledger/document';
import { createLedgerDesign } from './ledger/store';
import type { Draft } from './lib/autosave';
import { DesignPlaceProvider } from './lib/place';
import './ledger/words';

const Start = late(async () => (await import('./ledger/Start')).Start, Loading);

export default function LedgerDesigner({ app, id }: { app: string; id: string }) {
  const [place] = useState(() => ({ app, kind: 'ledger', id, form: '' }));
  const draft = useQuery({
    queryKey: ['design', app, 'ledger', id, 'draft'],
    queryFn: () => find(app, id),
    gcTime: 0,
    staleTime: Infinity,
    refetchOnReconnect: false,
  });
  if (draft.isError) return <Failed error={draft.error} onRetry={() => void draft.refetch()} />;
  if (draft.data === undefined) return <Loading />;
  return (
    <DesignPlaceProvider value={place}>
      {draft.data === null ? <Start app={app} id={id} onMade={() => void draft.refetch()} /> : <Opened draft={draft.data} />}
    </DesignPlaceProvider>
  );
}

/** null: nobody has begun it. */
async function find(app: string, id: string): Promise<Draft<LedgerDesignDocument> | null> {
  try {
    return await api.get<Draft<LedgerDesignDocument>>(url`/apps/${app}/documents/ledger/${id}/draft`);
  } catch (cause) {
    if (cause instanceof ApiError && cause.status === 404) return null;
    throw cause;
  }
}

function Opened({ draft }: { draft: Draft<LedgerDesignDocument> }) {
  const [design] = useState(() => createLedgerDesign(draft.content));
  const words = useWords();
  usePageTitle(words(draft.content.title));
  return <Designer draft={draft} design={design} />;
}
