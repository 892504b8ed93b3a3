import { Radios } from '@/ui/Radios';
import { Labelled } from '../../lib/Labelled';
import { useT } from '../../words';
import type { NodeKind, PanelProps } from '../kind';

function Outcome({ node, patch }: PanelProps) {
  const t = useT();
  return (
    <Labelled name={t('node.outcome')}>
      {() => (
        <Radios
          value={node['outcome'] === 'rejected' ? 'rejected' : 'approved'}
          options={[{ value: 'approved', label: t('node.approved') }, { value: 'rejected', label: t('node.rejected') }]}
          onChange={(outcome) => patch({ outcome: outcome === 'approved' ? undefined : outcome })}
        />
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
