/** The table of balances with its filters. */
import { Checkbox } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import type { LedgerDocument, LedgerMeasure } from '@/core/documents';
import type { Balance } from '@/core/wire';
import { dimensionText } from '@/core/dimensions';
import { Drawer } from '@/ui/Drawer';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { LazyDateInput } from '@/ui/LazyDateInput';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Amount } from './Amount';
import { LedgerTools, useNarrowing } from './Narrowing';
import { OfCells, OfHeads } from './Of';
import { atItsEnd, idOf, useBalances } from './queries';
import { Trace } from './Trace';
import './ledger.css';

/** Columns of figures that a phone has room for beside what they are about. */
const FEW = 2;

export function Balances({ app, ledger }: { app: string; ledger: LedgerDocument }) {
  const { t } = useTranslation();
  const words = useWords();
  const narrowing = useNarrowing();
  const [asOf, setAsOf] = useState<string | null>(null);
  const [opened, setOpened] = useState<Balance | null>(null);
  const [isAll, setAll] = useState(false);
  const open = isAll ? undefined : ledger.open;
  const query = useMemo(() => ({ ...narrowing.query, as_of: asOf ?? undefined, open }), [narrowing.query, asOf, open]);
  const balances = useBalances(app, ledger, query);
  const rows = balances.data?.pages.flatMap((page) => page.items) ?? [];
  const dimensions = ledger.dimensions.filter((one) => rows.some((row) => row.dimensions[one.id] != null));
  const columns = columnsOf(ledger, asOf);
  const isNarrowed = narrowing.isNarrowed || asOf !== null;
  const clear = () => {
    narrowing.clear();
    setAsOf(null);
  };
  return (
    <>
      <LedgerTools app={app} ledger={ledger} narrowing={narrowing} onClear={isNarrowed ? clear : undefined}>
        {ledger.measures.length > 0 && (
          <div className="ledger-filter">
            <LazyDateInput value={asOf} onChange={setAsOf} placeholder={t('ledger.as_of')} label={t('ledger.as_of')} />
          </div>
        )}
        {ledger.open && <Checkbox className="ledger-settled" checked={isAll} onChange={(event) => setAll(event.target.checked)}>{t('ledger.with_settled')}</Checkbox>}
      </LedgerTools>
      {balances.isPending ? (
        <Loading />
      ) : balances.isError ? (
        <Failed error={balances.error} onRetry={() => void balances.refetch()} />
      ) : rows.length === 0 ? (
        <Empty icon={isNarrowed ? 'search' : 'ledger'} title={isNarrowed ? t('list.none_found') : t('ledger.none')}>
          {isNarrowed ? t('list.none_found_more') : t('ledger.none_more')}
        </Empty>
      ) : (
        <div className={`ledger-table balance-table ${columns.length > FEW ? 'stacked-table' : ''}`} onScroll={(event) => atItsEnd(event, balances)}>
          <table aria-label={words(ledger.title)}>
            <thead>
              <tr>
                <OfHeads dimensions={dimensions} />
                {columns.map((one) => <th key={one.id} className="num">{words(one.label)}</th>)}
                <th><span className="sr-only">{t('ledger.open')}</span></th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={keyOf(row)} onClick={() => setOpened(row)}>
                  <OfCells dimensions={dimensions} of={row.dimensions} />
                  {columns.map((one) => <Amount key={one.id} value={row.measures[one.id] ?? row.checks[one.id]} measure={one} label={words(one.label)} />)}
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
        <Drawer side="right" title={ledger.dimensions.map((one) => dimensionText(opened.dimensions[one.id])).filter(Boolean).join(' · ')} onClose={() => setOpened(null)}>
          <Trace app={app} ledger={ledger} balance={opened} asOf={asOf} />
        </Drawer>
      )}
    </>
  );
}

/** What can be had of it stands beside how much there is. Of a day in the past only what was there is known. */
function columnsOf(ledger: LedgerDocument, asOf: string | null): LedgerMeasure[] {
  const [first, ...others] = ledger.measures;
  const checks = asOf === null ? (ledger.checks ?? []) : [];
  return first ? [first, ...checks, ...others] : checks;
}

const keyOf = (row: Balance) => Object.values(row.dimensions).map(idOf).join('/');
