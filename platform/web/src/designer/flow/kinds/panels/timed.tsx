import { Select } from 'antd';
import { Labelled } from '../../../lib/Labelled';
import { useNamed } from '../../../lib/names';
import { useT } from '../../../words';
import type { PanelProps } from '../../kind';
import { Note } from '../../panels/Note';

export default function TimedPanel({ node, patch }: PanelProps) {
  const t = useT();
  const switches = useNamed().filter((one) => one.field.type === 'switch' && !one.path.includes('.'));
  return (
    <>
      <Note words="node.timed_help" />
      {switches.length > 0 && (
        <Labelled name={t('more.late')} hint={t('node.timed_late_hint')}>
          {(id) => <Select id={id} size="small" allowClear style={{ width: '100%' }} value={(node['late'] as string | undefined) ?? null} placeholder={t('set.none')} options={switches.map((one) => ({ value: one.path, label: one.label }))} onChange={(next?: string) => patch({ late: next ?? undefined })} />}
        </Labelled>
      )}
    </>
  );
}
