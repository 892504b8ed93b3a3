/** What whoever is asked reads first: fields of the record, balances, the last value elsewhere. */
import { Button, Select } from 'antd';
import type { Words } from '@/core/words';
import { BY_LABEL } from '@/ui/by-label';
import { Icon } from '@/ui/icons';
import { Menu } from '@/ui/Menu';
import { Labelled } from '../../lib/Labelled';
import { useNamed } from '../../lib/names';
import { WordsInput } from '../../lib/WordsInput';
import { without } from '../../lib/without';
import { useT } from '../../words';
import type { CardEntry } from '../document';
import { LatestInput } from './LatestInput';
import { LedgerInput } from './LedgerInput';

const MOST = 20;
type FieldEntry = Extract<CardEntry, { field: string }>;
const FRESH = {
  field: { field: '' },
  ledger: { title: {}, ledger: '', measure: '', key: {} },
  latest: { title: {}, latest: { form: '', field: '', match: {} } },
} as const satisfies Record<string, CardEntry>;
type Kind = keyof typeof FRESH;
const kindOf = (entry: CardEntry): Kind => ('ledger' in entry ? 'ledger' : 'latest' in entry ? 'latest' : 'field');

interface CardEntriesProps {
  value: readonly CardEntry[];
  onChange: (next: CardEntry[]) => void;
}

export function CardEntries({ value, onChange }: CardEntriesProps) {
  const t = useT();
  const put = (at: number, next: CardEntry) => onChange(value.map((one, n) => (n === at ? next : one)));
  const up = (at: number) => onChange(value.map((one, n) => (n === at - 1 ? value[at]! : n === at ? value[at - 1]! : one)));
  return (
    <Labelled name={t('card.label')} hint={t('card.hint')}>
      {() => (
        <div className="fd-rows">
          {value.map((entry, at) => (
            <div className="fd-rule" key={at}>
              <div className="fd-row fl-entry-head">
                <span>{t(`card.${kindOf(entry)}`)}</span>
                <button type="button" className="icon-button" disabled={at === 0} aria-label={t('card.up', { n: at + 1 })} onClick={() => up(at)}>
                  <Icon name="chevron_up" size={14} />
                </button>
                <button type="button" className="icon-button" aria-label={t('card.remove', { n: at + 1 })} onClick={() => onChange(value.filter((_, n) => n !== at))}>
                  <Icon name="close" size={13} />
                </button>
              </div>
              <EntryInput entry={entry} onChange={(next) => put(at, next)} />
            </div>
          ))}
          <Menu
            side="left"
            items={(Object.keys(FRESH) as Kind[]).map((kind) => ({ key: kind, label: t(`card.${kind}`) }))}
            onChoose={(key) => onChange([...value, structuredClone(FRESH[key as Kind])])}
            trigger={(opened) => (
              <Button size="small" type="link" disabled={value.length >= MOST} icon={<Icon name="add" size={13} />} {...opened}>
                {t('card.add')}
              </Button>
            )}
          />
        </div>
      )}
    </Labelled>
  );
}

function EntryInput({ entry, onChange }: { entry: CardEntry; onChange: (next: CardEntry) => void }) {
  const t = useT();
  const named = useNamed();
  const own = 'field' in entry ? named.find((one) => one.path === entry.field)?.label : undefined;
  const title = (
    <Labelled name={t('card.title')}>{(id) => <WordsInput id={id} value={entry.title} {...(own ? { placeholder: own } : {})} onChange={(next) => onChange(withTitle(entry, next))} />}</Labelled>
  );
  if ('ledger' in entry) return <>{title}<LedgerInput entry={entry} onChange={onChange} /></>;
  if ('latest' in entry) return <>{title}<LatestInput entry={entry} onChange={onChange} /></>;
  return <><FieldInput entry={entry} onChange={onChange} />{title}</>;
}

/** A field's own name serves where it has no other. */
function withTitle(entry: CardEntry, title: Words | undefined): CardEntry {
  if (title || !('field' in entry)) return { ...entry, title: title ?? {} };
  return without(entry, 'title') as CardEntry;
}

function FieldInput({ entry, onChange }: { entry: FieldEntry; onChange: (next: CardEntry) => void }) {
  const t = useT();
  const named = useNamed();
  const option = (one: { path: string; label: string }) => ({ value: one.path, label: one.label });
  const [outer, inner] = entry.field.split('.');
  const columns = inner === undefined ? [] : named.filter((one) => one.path.startsWith(`${outer}.`) && one.path !== entry.field && one.path.split('.').length === 2);
  const isRows = columns.length > 0 && named.find((one) => one.path === entry.field)?.within !== '';
  return (
    <>
      <Select size="small" style={{ width: '100%' }} aria-label={t('cond.field')} placeholder={t('cond.field')} showSearch={BY_LABEL} value={entry.field || null} options={named.map(option)} onChange={(field: string) => onChange({ ...(entry.title ? { title: entry.title } : {}), field })} />
      {isRows && (
        <Select size="small" allowClear style={{ width: '100%', marginTop: 6 }} aria-label={t('card.row')} placeholder={t('card.row')} value={entry.row ?? null} options={columns.map(option)} onChange={(row?: string) => onChange({ ...(entry.title ? { title: entry.title } : {}), field: entry.field, ...(row ? { row } : {}) })} />
      )}
    </>
  );
}
