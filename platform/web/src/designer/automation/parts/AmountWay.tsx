/** One way to look for open items: which, whether a text has to name them, what where several combinations would do. */
import { Select } from 'antd';
import type { Condition } from '@/core/documents';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Conditions } from '../../lib/Conditions';
import { Labelled } from '../../lib/Labelled';
import { useNamed } from '../../lib/names';
import { useT } from '../../words';
import { useReading } from '../context';
import type { Shape } from '../shape';
import { PathSelect } from './PathSelect';

const SEVERAL = ['nothing', 'first', 'refuse'] as const;
export interface Way {
  match?: Condition;
  mentioned?: { dimension: string; text: string };
  several?: (typeof SEVERAL)[number];
}
interface AmountWayProps {
  name: string;
  way: Way;
  ledger: Shape;
  onChange: (way: Way) => void;
  onRemove?: () => void;
}

export function AmountWay({ name, way, ledger, onChange, onRemove }: AmountWayProps) {
  const t = useT();
  const words = useWords();
  const right = useNamed();
  const left = useReading().named({ subject: { ...ledger, fields: dimensionsOf(ledger) }, known: new Map() });
  const texts = dimensionsOf(ledger).filter((one) => one.type === 'text');
  const put = (changes: { [K in keyof Way]: Way[K] | undefined }) => onChange(clean({ ...way, ...changes }));
  const { mentioned } = way;
  return (
    <section className="fd-rule">
      <header className="fd-row">
        <b>{name}</b>
        <span className="fd-bar-space" />
        {onRemove && (
          <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={onRemove}>
            <Icon name="close" size={13} />
          </button>
        )}
      </header>
      <Labelled name={t('automation.match')}>{() => <Conditions value={way.match} left={left} right={right} onChange={(match) => put({ match: match?.cond.length ? match : undefined })} />}</Labelled>
      {texts.length > 0 && (
        <Labelled name={t('automation.amount_named')}>
          {(id) => <Select id={id} size="small" style={{ width: '100%' }} allowClear placeholder={t('automation.amount_anything')} value={mentioned?.dimension ?? null} options={texts.map((one) => ({ value: one.id, label: words(one.label) }))} onChange={(dimension?: string) => put({ mentioned: dimension ? { dimension, text: mentioned?.text ?? '' } : undefined })} />}
        </Labelled>
      )}
      {mentioned && <Labelled name={t('automation.amount_named_in')}>{(id) => <PathSelect id={id} label={t('automation.amount_named_in')} value={mentioned.text} named={right} onChange={(text) => put({ mentioned: { ...mentioned, text } })} />}</Labelled>}
      <Labelled name={t('automation.amount_several')}>
        {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={way.several ?? 'nothing'} options={SEVERAL.map((one) => ({ value: one, label: t(`automation.amount_${one}`) }))} onChange={(several) => put({ several: several === 'nothing' ? undefined : several })} />}
      </Labelled>
    </section>
  );
}

export const dimensionsOf = (ledger: Shape) => ledger.fields.filter((one) => one.type !== 'number');
const clean = (way: { [K in keyof Way]: Way[K] | undefined }): Way => Object.fromEntries(Object.entries(way).filter(([, value]) => value !== undefined)) as Way;
