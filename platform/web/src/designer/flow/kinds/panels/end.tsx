import { Radios } from '@/ui/Radios';
import { Labelled } from '../../../lib/Labelled';
import { useT } from '../../../words';
import type { PanelProps } from '../../kind';

export default function Outcome({ node, patch }: PanelProps) {
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
