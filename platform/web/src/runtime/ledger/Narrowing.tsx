/** What the tables of a ledger are narrowed by: words, and a value of each dimension. */
import { Button, Input } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import { dimensionText } from '@/core/dimensions';
import type { LedgerDimension, LedgerDocument } from '@/core/documents';
import type { Balance, Page } from '@/core/wire';
import { useIsPhone, useSettled, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { LazyDateInput } from '@/ui/LazyDateInput';
import { PersonSelect } from '@/ui/PersonSelect';
import { RemoteSelect } from '@/ui/RemoteSelect';
import { idOf } from './queries';

interface Chosen {
  id: string;
  title: string;
}

export interface Narrowing {
  search: string;
  setSearch: (search: string) => void;
  chosen: Record<string, Chosen | null>;
  choose: (dimension: string, one: Chosen | null) => void;
  query: Record<string, string | undefined>;
  isNarrowed: boolean;
  clear: () => void;
}

export function useNarrowing(): Narrowing {
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<Record<string, Chosen | null>>({});
  const settled = useSettled(search.trim());
  const query = useMemo(() => ({ search: settled || undefined, ...Object.fromEntries(Object.entries(chosen).map(([id, one]) => [id, one?.id])) }), [settled, chosen]);
  return {
    search,
    setSearch,
    chosen,
    choose: (dimension, one) => setChosen((before) => ({ ...before, [dimension]: one })),
    query,
    isNarrowed: settled !== '' || Object.values(chosen).some(Boolean),
    clear: () => {
      setSearch('');
      setChosen({});
    },
  };
}

interface LedgerToolsProps {
  app: string;
  ledger: LedgerDocument;
  narrowing: Narrowing;
  /** Days to choose, behind the dimensions. */
  children: ReactNode;
  /** The days say what the figures are of: also a phone shows them at once. */
  isOfDays?: boolean;
  onClear?: (() => void) | undefined;
}

/** On a phone the filters would leave the figures half a screen: they are asked for. */
export function LedgerTools({ app, ledger, narrowing, children, isOfDays = false, onClear }: LedgerToolsProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const [isOpen, setOpen] = useState(false);
  const stays = isPhone && isOfDays;
  const filters = (
    <div className="ledger-filters">
      {ledger.dimensions.map((dimension) => (
        <div className="ledger-filter" key={dimension.id}>
          <DimensionFilter app={app} ledger={ledger} dimension={dimension} value={narrowing.chosen[dimension.id] ?? null} onChange={(one) => narrowing.choose(dimension.id, one)} />
        </div>
      ))}
      {!stays && children}
      {onClear && <Button type="text" onClick={onClear}>{t('list.clear_filter')}</Button>}
    </div>
  );
  return (
    <div className="ledger-tools">
      <Input className="ledger-search" allowClear prefix={<Icon name="search" />} placeholder={t('ledger.search')} aria-label={t('ledger.search')} value={narrowing.search} onChange={(event) => narrowing.setSearch(event.target.value)} />
      {isPhone && <Button icon={<Icon name="filter" />} type={isOpen || onClear ? 'primary' : 'default'} ghost={isOpen || onClear !== undefined} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t('list.filter')}</Button>}
      {stays && <div className="ledger-filters">{children}</div>}
      {(!isPhone || isOpen) && filters}
    </div>
  );
}

interface DimensionFilterProps {
  app: string;
  ledger: LedgerDocument;
  dimension: LedgerDimension;
  value: Chosen | null;
  onChange: (value: Chosen | null) => void;
}

/** Offers what has a balance; who may see the ledger need not see the other form. */
function DimensionFilter({ app, ledger, dimension, value, onChange }: DimensionFilterProps) {
  const words = useWords();
  const label = words(dimension.label);
  if (dimension.type === 'member' || dimension.type === 'department') {
    return (
      <PersonSelect kind={dimension.type} label={label} placeholder={label} value={value && { id: value.id, name: value.title }} onChange={(one) => onChange(one && { id: one.id, title: one.name })} />
    );
  }
  if (dimension.type === 'date') return <LazyDateInput label={label} placeholder={label} value={value?.id ?? null} onChange={(day) => onChange(day ? { id: day, title: day } : null)} />;
  const load = async (search: string, signal: AbortSignal) => {
    const found = await api.get<Page<Balance>>(url`/apps/${app}/ledgers/${ledger.id}/balances`, { query: { search, limit: 200 }, signal });
    const byId = new Map<string, string>();
    for (const row of found.items) {
      const one = row.dimensions[dimension.id];
      const id = idOf(one);
      if (id !== undefined) byId.set(id, dimensionText(one));
    }
    return [...byId].map(([id, title]) => ({ id, title, item: title }));
  };
  return <RemoteSelect<string> label={label} placeholder={label} value={value} listKey={['dimension', app, ledger.id, dimension.id]} load={load} onChange={(choice) => onChange(choice && { id: choice.id, title: choice.title })} />;
}
