/** Phrases to click, answering in the list, and where lateness is written. */
import { Select, Switch } from 'antd';
import { Labelled } from '../../lib/Labelled';
import { useNamed } from '../../lib/names';
import { useT } from '../../words';
import type { PeopleSettings } from '../document';
import type { PanelProps } from '../kind';

export function MoreOfPeople({ settings, patch }: { settings: PeopleSettings } & Pick<PanelProps, 'patch'>) {
  const t = useT();
  const switches = useNamed().filter((one) => one.field.type === 'switch' && !one.path.includes('.'));
  return (
    <>
      <Labelled name={t('more.phrases')} hint={t('more.phrases_hint')}>
        {(id) => <Select id={id} size="small" mode="tags" open={false} style={{ width: '100%' }} value={settings.phrases ?? []} onChange={(next: string[]) => patch({ phrases: next.length > 0 ? next : undefined })} />}
      </Labelled>
      <Labelled name={t('more.batch')} hint={t('more.batch_hint')} isBeside>{(id) => <Switch id={id} size="small" checked={settings.batch ?? true} onChange={(on) => patch({ batch: on ? undefined : false })} />}</Labelled>
      {switches.length > 0 && (
        <Labelled name={t('more.late')} hint={t('more.late_hint')}>
          {(id) => <Select id={id} size="small" allowClear style={{ width: '100%' }} value={settings.late ?? null} placeholder={t('set.none')} options={switches.map((one) => ({ value: one.path, label: one.label }))} onChange={(next?: string) => patch({ late: next ?? undefined })} />}
        </Labelled>
      )}
    </>
  );
}
