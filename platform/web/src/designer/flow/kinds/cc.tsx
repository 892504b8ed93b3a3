import type { NodeKind, PanelProps } from '../kind';
import type { Assignees as Who, FieldRight } from '../document';
import { Tabs } from '@/ui/Tabs';
import { useT } from '../../words';
import { Assignees } from '../panels/Assignees';
import { Rights } from '../panels/Rights';

function CopyPanel({ node, patch }: PanelProps) {
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

const kind: NodeKind = {
  create: () => ({ assignees: { initiator: true } }),
  say: (node, say) => [say.people(node['assignees'] as Who | undefined) || say.t('who.nobody')],
  Panel: CopyPanel,
};
export default kind;
