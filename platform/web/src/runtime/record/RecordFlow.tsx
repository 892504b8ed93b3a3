/** The flow of one record, fetched. */
import { useTranslation } from '@/locales/useTranslation';
import { Failed, Loading } from '@/ui/notice';
import { useRecordFlow, type FlowOf } from './flow';
import { FlowPanel } from './FlowPanel';

export function RecordFlow({ isDraft, ...place }: FlowOf & { isDraft: boolean }) {
  const { t } = useTranslation();
  const flow = useRecordFlow(place);
  if (flow.isPending) return <Loading />;
  if (flow.isError) return <Failed error={flow.error} onRetry={() => void flow.refetch()} />;
  if (flow.data.timeline.length === 0) return <p className="muted record-none">{t(isDraft ? 'record.no_flow' : 'record.no_flow_needed')}</p>;
  return <FlowPanel app={place.app} diagram={flow.data.diagram} timeline={flow.data.timeline} />;
}
