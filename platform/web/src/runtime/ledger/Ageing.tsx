/** 账龄: what is open by how long it has been due; each row opens into its statement. */
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { dimensionText } from '@/core/dimensions';
import type { LedgerDocument, LedgerMeasure } from '@/core/documents';
import type { AgeingRow } from '@/core/wire';
import { Drawer } from '@/ui/Drawer';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { LazyDateInput } from '@/ui/LazyDateInput';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Amount } from './Amount';
import { LedgerTools, useNarrowing } from './Narrowing';
import { idOf, useAgeing } from './queries';
import { Trace } from './Trace';

export function Ageing({ app, ledger }: { app: string; ledger: LedgerDocument }) {
  const { t } = useTranslation();
  const narrowing = useNarrowing();
  const [asOf, setAsOf] = useState<string | null>(null);
  const [opened, setOpened] = useState<AgeingRow | null>(null);
  const report = useAgeing(app, ledger, { ...narrowing.query, as_of: asOf ?? undefined });
  const isNarrowed = narrowing.isNarrowed || asOf !== null;
  const clear = () => {
    narrowing.clear();
    setAsOf(null);
  };
  const name = (row: AgeingRow) => Object.values(row.dimensions).map(dimensionText).join(' · ');
  return (
    <>
      <LedgerTools app={app} ledger={ledger} narrowing={narrowing} onClear={isNarrowed ? clear : undefined}>
        <div className="ledger-filter">
          <LazyDateInput value={asOf} onChange={setAsOf} placeholder={t('ledger.as_of')} label={t('ledger.as_of')} />
        </div>
      </LedgerTools>
      {report.isPending && <Loading />}
      {report.isError && <Failed error={report.error} onRetry={() => void report.refetch()} />}
      {report.data && report.data.items.length === 0 && <Empty icon="ledger" title={t('ledger.nothing_open')} />}
      {report.data && report.data.items.length > 0 && <Rows ledger={ledger} report={report.data} name={name} onOpen={setOpened} />}
      {opened && (
        <Drawer side="right" title={name(opened)} onClose={() => setOpened(null)}>
          <Trace app={app} ledger={ledger} balance={{ dimensions: opened.dimensions, measures: { [ledger.ageing?.measure ?? '']: opened.total } }} asOf={asOf} />
        </Drawer>
      )}
    </>
  );
}

interface RowsProps {
  ledger: LedgerDocument;
  report: { days: number[]; items: AgeingRow[]; amounts: string[]; total: string };
  name: (row: AgeingRow) => string;
  onOpen: (row: AgeingRow) => void;
}

function Rows({ ledger, report, name, onOpen }: RowsProps) {
  const { t } = useTranslation();
  const words = useWords();
  const measure = ledger.measures.find((one) => one.id === ledger.ageing?.measure);
  if (!measure || !ledger.ageing) return null;
  const whom = ledger.dimensions.filter((one) => ledger.ageing?.by.includes(one.id));
  const heads = [t('ledger.not_due'), ...groupsOf(report.days).map(([from, to]) => (to === null ? t('ledger.days_over', { n: from - 1 }) : t('ledger.days', { from, to })))];
  return (
    <div className="ledger-table ageing-table">
      <table aria-label={t('ledger.ageing')}>
        <thead>
          <tr>
            {whom.map((one) => <th key={one.id}>{words(one.label)}</th>)}
            {heads.map((head) => <th key={head} className="num">{head}</th>)}
            <th className="num">{t('ledger.total')}</th>
            <th><span className="sr-only">{t('ledger.open')}</span></th>
          </tr>
        </thead>
        <tbody>
          {report.items.map((row) => (
            <tr key={Object.values(row.dimensions).map(idOf).join('/')} onClick={() => onOpen(row)}>
              {whom.map((one) => <td key={one.id}>{dimensionText(row.dimensions[one.id])}</td>)}
              {row.amounts.map((amount, at) => <Part key={heads[at]} value={amount} measure={measure} />)}
              <Amount value={row.total} measure={measure} />
              <td className="ledger-open">
                <button type="button" className="icon-button" aria-label={t('ledger.open_row', { name: name(row) })} onClick={(event) => {
                  event.stopPropagation();
                  onOpen(row);
                }}>
                  <Icon name="chevron_right" />
                </button>
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th colSpan={whom.length}>{t('ledger.total')}</th>
            {report.amounts.map((amount, at) => <Part key={heads[at]} value={amount} measure={measure} />)}
            <Amount value={report.total} measure={measure} />
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** Nothing is left blank: what is overdue stands out. */
function Part({ value, measure }: { value: string; measure: LedgerMeasure }) {
  return /^0(\.0*)?$/.test(value) ? <td className="num" /> : <Amount value={value} measure={measure} />;
}

/** 1–30, 31–60, …, and what is older than the last. */
function groupsOf(days: readonly number[]): [number, number | null][] {
  const starts = [1, ...days.map((day) => day + 1)];
  return starts.map((from, at) => [from, days[at] ?? null]);
}
