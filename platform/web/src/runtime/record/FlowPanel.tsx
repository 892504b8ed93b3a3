/** The flow of one record: the tree with where it is, and everything that was done, one at a time. */
import { useTranslation } from '@/locales/useTranslation';
import type { FlowDiagram, TimelineNode } from '@/core/wire';
import { Tabs } from '@/ui/Tabs';
import { FlowTree } from './FlowTree';
import { Timeline } from './Timeline';

export function FlowPanel({ app, diagram, timeline }: { app: string; diagram: FlowDiagram | null; timeline: readonly TimelineNode[] }) {
  const { t } = useTranslation();
  if (diagram === null) return <Timeline nodes={timeline} />;
  return (
    <div className="flow-panel">
    <Tabs
      label={t('record.flow')}
      tabs={[
        { key: 'tree', label: t('flow_tree.tree'), content: <FlowTree app={app} diagram={diagram} /> },
        { key: 'log', label: t('flow_tree.log'), content: <Timeline nodes={timeline} /> },
      ]}
    />
    </div>
  );
}
