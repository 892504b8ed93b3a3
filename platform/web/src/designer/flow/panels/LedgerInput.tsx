/** A balance of a ledger: which, of what, and now or after the approval. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { Words } from '@/core/words';
import { useWords } from '@/ui/hooks';
import { Labelled } from '../../lib/Labelled';
import { useNamed, type Named } from '../../lib/names';
import { useDesignPlace } from '../../lib/place';
import { without } from '../../lib/without';
import { useT } from '../../words';
import type { CardEntry } from '../document';

type LedgerEntry = Extract<CardEntry, { ledger: string }>;
interface Part {
  id: string;
  label: Words;
  type?: string;
  form?: string;
}
interface LedgerDocument {
  dimensions: Part[];
  measures: Part[];
}

export function LedgerInput({ entry, onChange }: { entry: LedgerEntry; onChange: (next: LedgerEntry) => void }) {
  const t = useT();
  const words = useWords();
  const { app } = useDesignPlace();
  const named = useNamed();
  const ledgers = useQuery({
    queryKey: [...keys.app(app), 'documents', 'ledger'],
    queryFn: () => api.get<{ items: { key: string; title: Words }[] }>(url`/apps/${app}/documents`, { query: { kind: 'ledger' } }),
    staleTime: 60_000,
  });
  const ledger = useQuery({
    queryKey: ['design', app, 'ledger-outline', entry.ledger],
    queryFn: () => api.get<{ content: LedgerDocument }>(url`/apps/${app}/documents/ledger/${entry.ledger}/draft`),
    enabled: entry.ledger !== '',
    staleTime: 60_000,
  }).data?.content;
  return (
    <>
      <Labelled name={t('card.ledger')}>
        {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={entry.ledger || null} placeholder={t('cond.choose')} options={(ledgers.data?.items ?? []).map((one) => ({ value: one.key, label: words(one.title) }))} onChange={(next: string) => onChange({ ...entry, ledger: next, measure: '', key: {} })} />}
      </Labelled>
      {ledger && (
        <>
          <Labelled name={t('card.measure')}>
            {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={entry.measure || null} placeholder={t('cond.choose')} options={ledger.measures.map((one) => ({ value: one.id, label: words(one.label) }))} onChange={(measure: string) => onChange({ ...entry, measure })} />}
          </Labelled>
          {ledger.dimensions.map((dimension) => (
            <Labelled key={dimension.id} name={words(dimension.label)}>
              {(id) => (
                <Select
                  id={id}
                  size="small"
                  allowClear
                  style={{ width: '100%' }}
                  value={entry.key[dimension.id] ?? null}
                  placeholder={t('card.added_up')}
                  options={named.filter((one) => isOf(one, dimension)).map((one) => ({ value: one.path, label: one.label }))}
                  onChange={(path?: string) => onChange({ ...entry, key: withKey(entry.key, dimension.id, path) })}
                />
              )}
            </Labelled>
          ))}
          <Labelled name={t('card.show')}>
            {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={entry.show ?? 'both'} options={(['both', 'now', 'after'] as const).map((one) => ({ value: one, label: t(`card.show_${one}`) }))} onChange={(show: 'now' | 'after' | 'both') => onChange(withShow(entry, show))} />}
          </Labelled>
        </>
      )}
    </>
  );
}

function isOf({ field }: Named, dimension: Part): boolean {
  if (field.type === 'reference') return dimension.type === 'reference' && field.form === dimension.form;
  return field.type === dimension.type;
}

function withKey(key: Record<string, string>, dimension: string, path: string | undefined): Record<string, string> {
  const rest = without(key, dimension);
  return path ? { ...rest, [dimension]: path } : rest;
}

function withShow(entry: LedgerEntry, show: 'now' | 'after' | 'both'): LedgerEntry {
  const rest = without(entry, 'show') as LedgerEntry;
  return show === 'both' ? rest : { ...rest, show };
}
