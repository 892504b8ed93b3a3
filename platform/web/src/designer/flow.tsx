/** The flow designer: opens the draft of a flow, or of a new one for a form. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ApiError, url } from '@/core/api';
import type { FormDocument } from '@/core/documents';
import { usePageTitle, useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';
import { FlowProvider } from './flow/context';
import { Designer } from './flow/Designer';
import type { FlowDocument } from './flow/document';
import { createFlowDesign } from './flow/store';
import type { Draft } from './lib/autosave';
import { DesignPlaceProvider } from './lib/place';
import './automation/words';
import './flow/words';

interface Opened {
  draft: Draft<FlowDocument>;
  form: FormDocument;
}

export default function FlowDesigner({ app, id }: { app: string; id: string }) {
  const opened = useQuery({
    queryKey: ['design', app, 'flow', id, 'draft'],
    queryFn: () => open(app, id),
    gcTime: 0,
    staleTime: Infinity,
    refetchOnReconnect: false,
  });
  if (opened.isError) return <Failed error={opened.error} onRetry={() => void opened.refetch()} />;
  if (!opened.data) return <Loading />;
  return <Open app={app} id={id} {...opened.data} />;
}

async function open(app: string, id: string): Promise<Opened> {
  const formOf = async (form: string) => (await api.get<Draft<FormDocument>>(url`/apps/${app}/documents/form/${form}/draft`)).content;
  try {
    const draft = await api.get<Draft<FlowDocument>>(url`/apps/${app}/documents/flow/${id}/draft`);
    return { draft, form: await formOf(draft.content.form) };
  } catch (cause) {
    if (!(cause instanceof ApiError) || cause.status !== 404) throw cause;
    const form = await formOf(id);
    return { draft: { content: first(form), rev: 0, published: null }, form };
  }
}

/** The flow of a form that has none yet: its initiator's head is asked. It goes by the form's key. */
function first(form: FormDocument): FlowDocument {
  const title = Object.fromEntries(Object.entries(form.title).map(([language, text]) => [language, language === 'en' ? `Approval of ${text}` : `${text}审批`]));
  return {
    kind: 'flow',
    version: 1,
    id: form.id,
    form: form.id,
    title,
    nodes: [
      { id: 'start', type: 'start' },
      { id: 'n_first', type: 'approval', title: { 'zh-CN': '主管审批', en: 'Head' }, assignees: { heads: 1 } },
      { id: 'end', type: 'end' },
    ],
  };
}

function Open({ app, id, draft, form }: Opened & { app: string; id: string }) {
  const [flow] = useState(() => ({ design: createFlowDesign(draft.content), form }));
  const [place] = useState(() => ({ app, kind: 'flow', id, form: form.id }));
  const words = useWords();
  usePageTitle(words(draft.content.title));
  return (
    <DesignPlaceProvider value={place}>
      <FlowProvider value={flow}>
        <Designer draft={draft} />
      </FlowProvider>
    </DesignPlaceProvider>
  );
}
