/** The automation designer: opens the draft of an automation, or of a new one. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { api, ApiError, url } from '@/core/api';
import type { Words } from '@/core/words';
import { usePageTitle, useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';
import { DesignProvider } from './automation/context';
import { Designer } from './automation/Designer';
import { TRIGGER, type AutomationDocument, type Trigger } from './automation/document';
import { createAutomationDesign } from './automation/store';
import type { Draft } from './lib/autosave';
import { DesignPlaceProvider } from './lib/place';
import './automation/words';
import './flow/words';

/** What the page that began it was told. */
export interface Begun {
  title?: Words;
  trigger?: Trigger;
}

export default function AutomationDesigner({ app, id }: { app: string; id: string }) {
  const begun = useLocation().state as Begun | null;
  const opened = useQuery({
    queryKey: ['design', app, 'automation', id, 'draft'],
    queryFn: () => open(app, id, begun),
    gcTime: 0,
    staleTime: Infinity,
    refetchOnReconnect: false,
  });
  if (opened.isError) return <Failed error={opened.error} onRetry={() => void opened.refetch()} />;
  if (!opened.data) return <Loading />;
  return <Open app={app} id={id} draft={opened.data} />;
}

async function open(app: string, id: string, begun: Begun | null): Promise<Draft<AutomationDocument>> {
  try {
    return await api.get<Draft<AutomationDocument>>(url`/apps/${app}/documents/automation/${id}/draft`);
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status !== 404 || !begun?.title) throw cause;
    const content: AutomationDocument = { kind: 'automation', version: 1, id, title: begun.title, trigger: begun.trigger ?? { type: 'record_created', form: '' }, steps: [] };
    return { content, rev: 0, published: null };
  }
}

function Open({ app, id, draft }: { app: string; id: string; draft: Draft<AutomationDocument> }) {
  const [design] = useState(() => {
    const made = createAutomationDesign(draft.content);
    if (draft.rev === 0) made.getState().select(TRIGGER);
    return made;
  });
  const [place] = useState(() => ({ app, kind: 'automation', id, form: draft.content.trigger.form ?? '' }));
  const words = useWords();
  usePageTitle(words(draft.content.title));
  return (
    <DesignPlaceProvider value={place}>
      <DesignProvider value={design}>
        <Designer draft={draft} />
      </DesignProvider>
    </DesignPlaceProvider>
  );
}
