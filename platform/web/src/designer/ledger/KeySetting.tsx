/** From where one part of the key comes: a field, the first of several, a balance that is there, or nowhere. */
import { Button, Select } from 'antd';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { without } from '../lib/without';
import { useT } from '../words';
import { AllottedSetting } from './AllottedSetting';
import { useLedgerState, useProblemAt } from './context';
import { fitsDimension, kindOf, wayOfKey, type Allotted, type Dimension, type FoundBy, type Given, type KeyWay, type Posting } from './document';
import { FieldSelect } from './FieldSelect';
import { useReachable } from './reachable';

const WAYS: readonly KeyWay[] = ['field', 'empty', 'first', 'found'];
const MOST_FIRST = 4;

interface KeySettingProps {
  at: string;
  dimension: Dimension;
  posting: Posting;
  onChange: (given: Given) => void;
}

export function KeySetting({ at, dimension, posting, onChange }: KeySettingProps) {
  const t = useT();
  const words = useWords();
  const given = posting.dimensions[dimension.id];
  const way = wayOfKey(given);
  const name = words(dimension.label) || t('canvas.untitled');
  const all = useReachable(posting);
  const fits = all.filter(({ field, path }) => fitsDimension(field, dimension) || (dimension.type === 'text' && path === posting.items && kindOf(field) === 'codes'));
  const error = useProblemAt(at);
  const turn = (next: KeyWay) => onChange(fresh(next, given, fits[0]?.path ?? '', fits[1]?.path ?? ''));
  return (
    <div className="ld-map-row" role="group" aria-label={name}>
      <span className="ld-map-name">{name}</span>
      <Select<KeyWay> size="small" aria-label={t('ledger.key_way', { name })} value={way} options={[...WAYS, ...(way === 'allotted' ? (['allotted'] as const) : [])].map((one) => ({ value: one, label: t(`ledger.way_${one}`) }))} onChange={turn} popupMatchSelectWidth={false} />
      <div className="ld-map-value">
        {way === 'field' && <FieldSelect label={t('ledger.key_of', { name })} value={given as string} named={fits} known={all} onChange={onChange} />}
        {way === 'empty' && <span className="fd-muted">{t('ledger.key_empty_hint')}</span>}
        {way === 'first' && <FirstOf name={name} paths={given as string[]} named={fits} onChange={onChange} />}
        {way === 'found' && <Found given={given as FoundBy} own={dimension.id} posting={posting} onChange={onChange} />}
        {way === 'allotted' && <AllottedSetting dimension={dimension} given={given as Allotted} posting={posting} fits={fits} onChange={onChange} />}
        {error && <div className="fd-error" role="alert">{error}</div>}
      </div>
    </div>
  );
}

function fresh(way: KeyWay, before: Given | undefined, first: string, second: string): Given {
  const path = typeof before === 'string' ? before : Array.isArray(before) ? before[0]! : first;
  switch (way) {
    case 'field':
      return path;
    case 'empty':
      return null;
    case 'first':
      return [path, second === path ? first : second];
    case 'found':
      return { found_by: {} };
    case 'allotted':
      return before ?? null;
  }
}

function FirstOf({ name, paths, named, onChange }: { name: string; paths: readonly string[]; named: Parameters<typeof FieldSelect>[0]['named']; onChange: (paths: string[]) => void }) {
  const t = useT();
  return (
    <div className="fd-rows">
      {paths.map((path, at) => (
        <span className="fd-row" key={at}>
          <FieldSelect label={t('ledger.key_nth', { name, n: at + 1 })} value={path} named={named} onChange={(next) => onChange(paths.map((one, index) => (index === at ? next : one)))} />
          {paths.length > 2 && <button type="button" className="icon-button" aria-label={t('ledger.key_drop', { n: at + 1 })} onClick={() => onChange(paths.filter((_, index) => index !== at))}><Icon name="close" size={13} /></button>}
        </span>
      ))}
      {paths.length < MOST_FIRST && <Button size="small" type="link" icon={<Icon name="add" size={13} />} onClick={() => onChange([...paths, ''])}>{t('ledger.key_more')}</Button>}
    </div>
  );
}

/** By which other parts, and where the document says them. */
function Found({ given, own, posting, onChange }: { given: FoundBy; own: string; posting: Posting; onChange: (given: FoundBy) => void }) {
  const t = useT();
  const words = useWords();
  const all = useReachable(posting);
  const dimensions = useLedgerState((state) => state.doc.dimensions).filter((one) => one.id !== own);
  const put = (id: string, path: string) => onChange({ found_by: path ? { ...given.found_by, [id]: path } : (without(given.found_by, id) as Record<string, string>) });
  return (
    <div className="fd-rows">
      <span className="fd-muted">{t('ledger.found_hint')}</span>
      {dimensions.map((one) => (
        <span className="fd-row" key={one.id}>
          <span className="ld-found-name">{words(one.label)}</span>
          <FieldSelect label={t('ledger.found_of', { name: words(one.label) })} allowClear placeholder={t('ledger.off')} value={given.found_by[one.id]} named={all.filter(({ field }) => fitsDimension(field, one))} onChange={(path) => put(one.id, path)} />
        </span>
      ))}
    </div>
  );
}
