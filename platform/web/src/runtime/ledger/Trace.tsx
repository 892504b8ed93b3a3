/** 追溯: the entries a balance is made of, with the running balance and the documents they came from. */
import { Button } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import type { LedgerDocument, LedgerMeasure } from '@/core/documents';
import type { Balance } from '@/core/wire';
import { useWords } from '@/ui/hooks';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Amount } from './Amount';
import { showAmount } from './amounts';
import { useTrace } from './queries';
import { useMeasureName } from './use-measure-name';

interface TraceProps {
  app: string;
  ledger: LedgerDocument;
  balance: Pick<Balance, 'dimensions' | 'measures'> & Partial<Pick<Balance, 'checks'>>;
  asOf: string | null;
  /** Only what was posted from this day on. */
  from?: string;
}

export function Trace({ app, ledger, balance, asOf, from }: TraceProps) {
  const { t } = useTranslation();
  const words = useWords();
  const trace = useTrace(app, ledger, balance.dimensions, from, asOf ?? undefined);
  const checks = (ledger.checks ?? []).flatMap((check) => {
    const value = balance.checks?.[check.id];
    return value === undefined ? [] : [[check, value] as const];
  });
  const isOne = ledger.measures.length === 1;
  const nameOf = useMeasureName(ledger);
  const changeOf = (measure: LedgerMeasure) => (isOne ? t('ledger.change') : nameOf(measure));
  const runningOf = (measure: LedgerMeasure) => (isOne ? t('ledger.running') : t('ledger.running_of', { name: nameOf(measure) }));
  const entries = trace.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <dl className="trace-now">
        {ledger.measures.map((measure) => (
          <div key={measure.id}>
            <dt>{words(measure.label)}{asOf && <span className="muted"> · {from ? t('ledger.between', { from, to: asOf }) : t('ledger.at', { day: asOf })}</span>}</dt>
            <dd>{showAmount(balance.measures[measure.id] ?? '0', measure)}</dd>
          </div>
        ))}
        {checks.map(([check, value]) => (
          <div key={check.id}>
            <dt>{words(check.label)}</dt>
            <dd>{showAmount(value, check)}</dd>
          </div>
        ))}
      </dl>
      {trace.isPending && <Loading />}
      {trace.isError && <Failed error={trace.error} onRetry={() => void trace.refetch()} />}
      {trace.data && entries.length === 0 && <Empty icon="ledger" title={t('ledger.no_entries')} />}
      {entries.length > 0 && (
        <div className="ledger-table stacked-table trace-table">
          <table aria-label={t('ledger.entries')}>
            <thead>
              <tr>
                <th className="trace-day">{t('ledger.date')}</th>
                <th>{t('ledger.document')}</th>
                {ledger.measures.map((measure) => <th key={measure.id} className="num">{changeOf(measure)}</th>)}
                {ledger.measures.map((measure) => <th key={measure.id} className="num">{runningOf(measure)}</th>)}
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <tr key={entry.id}>
                  <td className="trace-day">{entry.date}</td>
                  <td className="trace-of">
                    {entry.record && entry.form ? <Link to={`/apps/${app}/forms/${entry.form}/records/${entry.record.id}`}>{entry.record.title}</Link> : <span className="muted">{t('ledger.hidden_document')}</span>}
                    <small className="trace-day-phone muted">{entry.date}</small>
                  </td>
                  {ledger.measures.map((measure, at) => <Change key={measure.id} order={2 * at + 1} value={entry.measures[measure.id] ?? '0'} measure={measure} label={changeOf(measure)} />)}
                  {ledger.measures.map((measure, at) => <Amount key={measure.id} order={2 * at + 2} value={entry.running?.[measure.id]} measure={measure} label={runningOf(measure)} />)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {trace.hasNextPage && <Button block loading={trace.isFetchingNextPage} onClick={() => void trace.fetchNextPage()}>{t('list.more')}</Button>}
    </>
  );
}

/** `order`: on a phone, beside what it left. */
function Change({ value, measure, label, order }: { value: string; measure: LedgerMeasure; label: string; order: number }) {
  if (!/[1-9]/.test(value)) return <td className="num" style={{ order }} />;
  const isOut = value.startsWith('-');
  return <td className={`num ${isOut ? 'is-out' : 'is-in'}`} data-label={label} style={{ order }}>{isOut ? '' : '+'}{showAmount(value, measure)}</td>;
}
