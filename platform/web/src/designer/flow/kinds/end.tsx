import { Radio } from 'antd';
import { Labelled } from '../../lib/Labelled';
import { useT } from '../../words';
import type { NodeKind, PanelProps } from '../kind';

function Outcome({ node, patch }: PanelProps) {
  const t = useT();
  return (
    <Labelled name={t('node.outcome')}>
      {() => (
        <Radio.Group size="small" value={node['outcome'] ?? 'approved'} onChange={(event) => patch({ outcome: event.target.value === 'approved' ? undefined : (event.target.value as string) })}>
          <Radio value="approved">{t('node.approved')}</Radio>
          <Radio value="rejected">{t('node.rejected')}</Radio>
        </Radio.Group>
      )}
    </Labelled>
  );
}

/** Drawn in a way an end says no: to say yes the way only has to be empty. */
const kind: NodeKind = {
  create: () => ({ outcome: 'rejected' }),
  say: (node, { t }) => [t(node['outcome'] === 'rejected' ? 'node.rejected' : 'node.approved')],
  Panel: Outcome,
};
export default kind;
