/** The form designer: opens the draft of a form, or of a new one. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'react-router';
import { api, ApiError, url } from '@/core/api';
import type { FormDocument } from '@/core/documents';
import type { Words } from '@/core/words';
import { usePageTitle, useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';
import { DesignProvider } from './form/context';
import { Designer } from './form/Designer';
import { createDesign } from './form/store';
import type { Draft } from './lib/autosave';
import { DesignPlaceProvider } from './lib/place';

export default function FormDesigner({ app, id }: { app: string; id: string }) {
  const title = titleIn(useLocation().state);
  const draft = useQuery({
    queryKey: ['design', app, 'form', id, 'draft'],
    queryFn: () => open(app, id, title),
    gcTime: 0,
    staleTime: Infinity,
    refetchOnReconnect: false,
  });
  if (draft.isError) return <Failed error={draft.error} onRetry={() => void draft.refetch()} />;
  if (!draft.data) return <Loading />;
  return <Opened app={app} id={id} draft={draft.data} />;
}

/** A form nobody has begun is an empty one; its first save makes it. */
async function open(app: string, id: string, title: Words | null): Promise<Draft<FormDocument>> {
  try {
    return await api.get<Draft<FormDocument>>(url`/apps/${app}/documents/form/${id}/draft`);
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status !== 404) throw cause;
    return { content: empty(id, title), rev: 0, published: null };
  }
}

const UNTITLED = { 'zh-CN': '未命名表单', en: 'Untitled form' };
const empty = (id: string, title: Words | null): FormDocument => ({ kind: 'form', version: 1, id, title: title ?? UNTITLED, fields: [] });

/** What whoever began the form called it, as `NewForm` hands it over. */
function titleIn(state: unknown): Words | null {
  return typeof state === 'object' && state !== null && 'title' in state ? (state.title as Words) : null;
}

function Opened({ app, id, draft }: { app: string; id: string; draft: Draft<FormDocument> }) {
  const [design] = useState(() => createDesign(draft.content));
  const [place] = useState(() => ({ app, kind: 'form', id, form: id }));
  const words = useWords();
  usePageTitle(words(draft.content.title));
  return (
    <DesignPlaceProvider value={place}>
      <DesignProvider value={{ design, app, id }}>
        <Designer draft={draft} />
      </DesignProvider>
    </DesignPlaceProvider>
  );
}
