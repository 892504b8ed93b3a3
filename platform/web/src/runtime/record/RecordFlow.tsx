/** The flow of one record, fetched. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { FlowDiagram, TimelineNode } from '@/core/wire';
import { Failed, Loading } from '@/ui/notice';
import { FlowPanel } from './FlowPanel';

export function RecordFlow({ app, form, id, rev, isDraft }: { app: string; form: string; id: string; rev: number; isDraft: boolean }) {
  const { t } = useTranslation();
  const flow = useQuery({
    queryKey: [...keys.record(app, form, id), 'more', 'flow', rev],
    queryFn: () => api.get<{ timeline: TimelineNode[]; diagram: FlowDiagram | null }>(url`/apps/${app}/forms/${form}/records/${id}/flow`),
    placeholderData: (before) => before,
  });
  if (flow.isPending) return <Loading />;
  if (flow.isError) return <Failed error={flow.error} onRetry={() => void flow.refetch()} />;
  if (flow.data.timeline.length === 0) return <p className="muted record-none">{t(isDraft ? 'record.no_flow' : 'record.no_flow_needed')}</p>;
  return <FlowPanel app={app} diagram={flow.data.diagram} timeline={flow.data.timeline} />;
}
