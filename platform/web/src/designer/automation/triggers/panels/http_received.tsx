import { Button, Input, Select, Switch } from 'antd';
import { useLanguage, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Labelled } from '../../../lib/Labelled';
import { NumberInput } from '../../../lib/NumberInput';
import { shortId } from '../../../lib/short-id';
import { without } from '../../../lib/without';
import { useT } from '../../../words';
import { useAutomation } from '../../context';
import type { Listed } from '../../document';
import type { TriggerPanelProps } from '../../kind';
import { PickedRows } from '../../parts/PickedRows';
import { pointerOf, positionOf } from '../../pointers';
import { Address } from '../../parts/Address';
import type { HttpReceived } from '../http_received';

const PER_MINUTE = 60;
const MOST_PER_MINUTE = 6000;

export default function Panel({ trigger, patch }: TriggerPanelProps<HttpReceived>) {
  const t = useT();
  const automation = useAutomation((state) => state.doc.id);
  const { fields = {}, lists = {} } = trigger;
  const some = <T extends object>(given: T): T | undefined => (Object.keys(given).length > 0 ? given : undefined);
  const putLists = (next: Record<string, Listed>) => patch({ lists: some(next) });
  const taken = [...Object.keys(fields), ...Object.keys(lists)];
  return (
    <>
      <Address automation={automation} />
      <Labelled name={t('automation.http_fields')} hint={t('automation.http_fields_hint')}>{() => <PickedRows fields={fields} taken={taken} onChange={(next) => patch({ fields: some(next) })} />}</Labelled>
      {Object.entries(lists).map(([id, one]) => (
        <ListRows key={id} list={one} onChange={(next) => putLists({ ...lists, [id]: next })} onRemove={() => putLists(without(lists, id))} />
      ))}
      <Button size="small" type="link" icon={<Icon name="add" size={13} />} onClick={() => putLists({ ...lists, [shortId('l', new Set(taken))]: { pointer: '', fields: { v_1: { pointer: '' } } } })}>
        {t('automation.list_add')}
      </Button>
      <Labelled name={t('automation.http_signed')} hint={t('automation.http_signed_hint')} isBeside>{(id) => <Switch id={id} size="small" checked={trigger.signed ?? false} onChange={(on) => patch({ signed: on || undefined })} />}</Labelled>
      <Labelled name={t('automation.http_allow')}>{(id) => <Select id={id} size="small" mode="tags" open={false} suffixIcon={null} style={{ width: '100%' }} placeholder={t('automation.http_from_all')} tokenSeparators={[',', ' ', ';']} value={trigger.allow ?? []} onChange={(allow: string[]) => patch({ allow: allow.length > 0 ? allow : undefined })} />}</Labelled>
      <Labelled name={t('automation.http_rate')} isBeside>{(id) => <NumberInput id={id} size="small" min={1} max={MOST_PER_MINUTE} precision={0} value={trigger.per_minute ?? PER_MINUTE} onChange={(n) => patch({ per_minute: n === null || n === PER_MINUTE ? undefined : n })} />}</Labelled>
    </>
  );
}

function ListRows({ list, onChange, onRemove }: { list: Listed; onChange: (list: Listed) => void; onRemove: () => void }) {
  const t = useT();
  const words = useWords();
  const language = useLanguage();
  return (
    <section className="fd-rule">
      <div className="fd-row">
        <Input size="small" aria-label={t('automation.list_name')} placeholder={t('automation.list_name')} value={words(list.label)} onChange={(event) => onChange({ ...list, label: { ...list.label, [language]: event.target.value } })} />
        <Input size="small" aria-label={t('automation.picked_at')} placeholder={t('automation.list_at_hint')} value={positionOf(list.pointer)} onChange={(event) => onChange({ ...list, pointer: pointerOf(event.target.value) })} />
        <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={onRemove}>
          <Icon name="close" size={13} />
        </button>
      </div>
      <PickedRows fields={list.fields} onChange={(fields) => onChange({ ...list, fields })} />
    </section>
  );
}
