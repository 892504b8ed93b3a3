/** What is taken out of another system's message: a name for it, where it stands, what it is. */
import { Button, Checkbox, Input, Select } from 'antd';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { shortId } from '../../lib/short-id';
import { useLanguage } from '@/ui/hooks';
import { NumberInput } from '../../lib/NumberInput';
import { useT } from '../../words';
import type { Picked, PickedType } from '../document';
import { pointerOf, positionOf } from '../pointers';

const TYPES: readonly PickedType[] = ['text', 'number', 'date', 'datetime', 'switch'];
const MOST_DIGITS = 8;

interface PickedRowsProps {
  fields: Readonly<Record<string, Picked>> | undefined;
  onChange: (fields: Record<string, Picked>) => void;
  /** Ids that are taken elsewhere. */
  taken?: readonly string[];
}

export function PickedRows({ fields = {}, onChange, taken = [] }: PickedRowsProps) {
  const t = useT();
  const pairs = Object.entries(fields);
  const put = (at: number, changes: Partial<Picked>) => onChange(Object.fromEntries(pairs.map(([id, one], n) => [id, n === at ? clean({ ...one, ...changes }) : one])));
  const add = () => onChange({ ...fields, [shortId('v', new Set([...Object.keys(fields), ...taken]))]: { pointer: '' } });
  return (
    <div className="fd-rows">
      {pairs.map(([id, one], at) => (
        <PickedRow key={id} id={id} one={one} onPut={(changes) => put(at, changes)} onRemove={() => onChange(Object.fromEntries(pairs.filter((_, n) => n !== at)))} />
      ))}
      <Button size="small" type="link" icon={<Icon name="add" size={13} />} onClick={add}>
        {t('automation.picked_add')}
      </Button>
    </div>
  );
}

function PickedRow({ id, one, onPut, onRemove }: { id: string; one: Picked; onPut: (changes: Partial<Picked>) => void; onRemove: () => void }) {
  const t = useT();
  const words = useWords();
  const language = useLanguage();
  return (
    <div className="au-value" role="group" aria-label={words(one.label) || id}>
      <div className="fd-row">
        <Input size="small" aria-label={t('automation.picked_name')} placeholder={t('automation.picked_name')} value={words(one.label)} onChange={(event) => onPut({ label: event.target.value ? { ...one.label, [language]: event.target.value } : undefined } as Partial<Picked>)} />
        <Select size="small" aria-label={t('automation.picked_type')} popupMatchSelectWidth={false} value={one.type ?? 'text'} options={TYPES.map((type) => ({ value: type, label: t(`automation.type_${type}`) }))} onChange={(type: PickedType) => onPut({ type })} />
        <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={onRemove}>
          <Icon name="close" size={13} />
        </button>
      </div>
      <div className="fd-row">
        <Input size="small" aria-label={t('automation.picked_at')} placeholder={t('automation.picked_at_hint')} value={positionOf(one.pointer)} onChange={(event) => onPut({ pointer: pointerOf(event.target.value) })} />
        {one.type === 'number' && <NumberInput size="small" min={0} max={MOST_DIGITS} precision={0} aria-label={t('set.scale')} value={one.scale ?? 2} suffix={t('automation.digits')} onChange={(scale) => onPut({ scale: scale ?? 2 })} />}
        <Checkbox checked={one.required ?? false} onChange={(event) => onPut({ required: event.target.checked || undefined } as Partial<Picked>)}>{t('props.required')}</Checkbox>
      </div>
    </div>
  );
}

const clean = (one: Picked): Picked => Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as unknown as Picked;
