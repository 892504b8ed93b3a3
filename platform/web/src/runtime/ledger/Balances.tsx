/** The table of balances with its filters. */
import { Button, Input } from 'antd';
import { useMemo, useState, type UIEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, url } from '@/core/api';
import type { LedgerDimension, LedgerDocument, LedgerMeasure } from '@/core/documents';
import { showNumber } from '@/core/numbers';
import type { Balance, Page } from '@/core/wire';
import { dimensionText } from '@/core/dimensions';
import { Drawer } from '@/ui/Drawer';
import { useSettled, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { LazyDateInput } from '@/ui/LazyDateInput';
import { Empty, Failed, Loading } from '@/ui/notice';
import { PersonSelect } from '@/ui/PersonSelect';
import { RemoteSelect } from '@/ui/RemoteSelect';
import { idOf, useBalances } from './queries';
import { Trace } from './Trace';
import './ledger.css';

interface Chosen {
  id: string;
  title: string;
}

const NEAR_PX = 400;

export function Balances({ app, ledger }: { app: string; ledger: LedgerDocument }) {
  const { t } = useTranslation();
  const words = useWords();
  const [search, setSearch] = useState('');
  const [asOf, setAsOf] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Record<string, Chosen | null>>({});
  const [opened, setOpened] = useState<Balance | null>(null);
  const settled = useSettled(search.trim());
  const query = useMemo(
    () => ({ search: settled || undefined, as_of: asOf ?? undefined, ...Object.fromEntries(Object.entries(chosen).map(([id, one]) => [id, one?.id])) }),
    [settled, asOf, chosen],
  );
  const balances = useBalances(app, ledger, query);
  const rows = balances.data?.pages.flatMap((page) => page.items) ?? [];
  const isNarrowed = settled !== '' || asOf !== null || Object.values(chosen).some(Boolean);
  const scrolled = (event: UIEvent<HTMLElement>) => {
    const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
    if (balances.hasNextPage && !balances.isFetchingNextPage && scrollHeight - scrollTop - clientHeight < NEAR_PX) void balances.fetchNextPage();
  };
  const clear = () => {
    setSearch('');
    setAsOf(null);
    setChosen({});
  };
  return (
    <>
      <div className="ledger-tools">
        <Input className="ledger-search" allowClear prefix={<Icon name="search" />} placeholder={t('ledger.search')} aria-label={t('ledger.search')} value={search} onChange={(event) => setSearch(event.target.value)} />
        {ledger.dimensions.map((dimension) => (
          <div className="ledger-filter" key={dimension.id}>
            <DimensionFilter app={app} ledger={ledger} dimension={dimension} value={chosen[dimension.id] ?? null} onChange={(one) => setChosen({ ...chosen, [dimension.id]: one })} />
          </div>
        ))}
        <div className="ledger-filter">
          <LazyDateInput value={asOf} onChange={setAsOf} placeholder={t('ledger.as_of')} label={t('ledger.as_of')} />
        </div>
        {isNarrowed && <Button type="text" onClick={clear}>{t('list.clear_filter')}</Button>}
      </div>
      {balances.isPending ? (
        <Loading />
      ) : balances.isError ? (
        <Failed error={balances.error} onRetry={() => void balances.refetch()} />
      ) : rows.length === 0 ? (
        <Empty icon={isNarrowed ? 'search' : 'ledger'} title={isNarrowed ? t('list.none_found') : t('ledger.none')}>
          {isNarrowed ? t('list.none_found_more') : t('ledger.none_more')}
        </Empty>
      ) : (
        <div className="ledger-table" onScroll={scrolled}>
          <table aria-label={words(ledger.title)}>
            <thead>
              <tr>
                {ledger.dimensions.map((dimension) => <th key={dimension.id}>{words(dimension.label)}</th>)}
                {ledger.measures.map((measure) => <th key={measure.id} className="num">{words(measure.label)}</th>)}
                <th><span className="sr-only">{t('ledger.open')}</span></th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={keyOf(row)} onClick={() => setOpened(row)}>
                  {ledger.dimensions.map((dimension) => <td key={dimension.id}>{dimensionText(row.dimensions[dimension.id])}</td>)}
                  {ledger.measures.map((measure) => <Amount key={measure.id} value={row.measures[measure.id]} measure={measure} />)}
                  <td className="ledger-open">
                    <button type="button" className="icon-button" aria-label={t('ledger.open_row', { name: ledger.dimensions.map((one) => dimensionText(row.dimensions[one.id])).join(' ') })} onClick={(event) => {
                      event.stopPropagation();
                      setOpened(row);
                    }}>
                      <Icon name="chevron_right" />
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {balances.isFetchingNextPage && <Loading />}
        </div>
      )}
      {opened && (
        <Drawer side="right" title={ledger.dimensions.map((one) => dimensionText(opened.dimensions[one.id])).join(' · ')} onClose={() => setOpened(null)}>
          <Trace app={app} ledger={ledger} balance={opened} asOf={asOf} />
        </Drawer>
      )}
    </>
  );
}

const keyOf = (row: Balance) => Object.values(row.dimensions).map(idOf).join('/');

export function Amount({ value, measure }: { value: string | undefined; measure: LedgerMeasure }) {
  const isNegative = value?.startsWith('-') === true;
  const shown = value === undefined ? '' : (measure.scale ?? 0) > 2 ? showNumber(value) : showNumber(value, measure.scale);
  return <td className={isNegative ? 'num is-out' : 'num'}>{shown}</td>;
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
