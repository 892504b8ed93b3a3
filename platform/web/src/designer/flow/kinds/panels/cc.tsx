import type { PanelProps } from '../../kind';
import type { Assignees as Who, FieldRight } from '../../document';
import { Tabs } from '@/ui/Tabs';
import { useT } from '../../../words';
import { Assignees } from '../../panels/Assignees';
import { Rights } from '../../panels/Rights';

export default function CopyPanel({ node, patch }: PanelProps) {
  const t = useT();
  return (
    <Tabs
      label={t('panel.label')}
      tabs={[
        { key: 'who', label: t('panel.who_cc'), content: <Assignees value={node['assignees'] as Who | undefined} onChange={(assignees) => patch({ assignees })} /> },
        { key: 'fields', label: t('panel.fields'), content: <Rights rights={node['fields'] as Record<string, FieldRight> | undefined} isReadOnly onChange={(fields) => patch({ fields })} /> },
      ]}
    />
  );
}
