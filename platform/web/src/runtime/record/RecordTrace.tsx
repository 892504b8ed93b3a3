/** What the record did to the ledgers. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import { showNumber } from '@/core/numbers';
import { dimensionText } from '@/core/dimensions';
import type { LedgerMeasure } from '@/core/documents';
import type { LedgerView, RecordTrace as Trace } from '@/core/wire';
import { showAmount } from '@/runtime/ledger/amounts';
import { useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';

export default function RecordTrace({ app, form, id, rev }: { app: string; form: string; id: string; rev: number }) {
  const { t } = useTranslation();
  const trace = useQuery({
    queryKey: [...keys.record(app, form, id), 'more', 'trace', rev],
    queryFn: () => api.get<{ items: Trace[] }>(url`/apps/${app}/forms/${form}/records/${id}/trace`),
    placeholderData: (before) => before,
  });
  if (trace.isPending) return <Loading />;
  if (trace.isError) return <Failed error={trace.error} onRetry={() => void trace.refetch()} />;
  const ledgers = [...new Set(trace.data.items.map((item) => item.ledger))];
  if (ledgers.length === 0) return <p className="muted record-none">{t('record.no_trace')}</p>;
  return ledgers.map((ledger) => <LedgerPart key={ledger} app={app} ledger={ledger} items={trace.data.items.filter((item) => item.ledger === ledger)} />);
}

function LedgerPart({ app, ledger, items }: { app: string; ledger: string; items: Trace[] }) {
  const words = useWords();
  const document = useQuery({ queryKey: keys.ledger(app, ledger), queryFn: () => api.get<LedgerView>(url`/apps/${app}/ledgers/${ledger}`), staleTime: 60_000 });
  const measures = document.data?.ledger.measures ?? [];
  return (
    <section className="trace">
      <h3>
        <Link to={`/apps/${app}/ledgers/${ledger}`}>{words(items[0]?.title) || ledger}</Link>
      </h3>
      {items.map((item, i) => (
        <div className="trace-line" key={i}>
          <span>
            {Object.values(item.dimensions).map(dimensionText).filter(Boolean).join(' · ')}
            <small className="muted"> {item.date}</small>
          </span>
          <span className="trace-amounts">
            {Object.entries(item.measures).filter(([, value]) => /[1-9]/.test(value)).map(([id, value]) => (
              <Moved key={id} value={value} measure={measures.find((one) => one.id === id)} />
            ))}
          </span>
        </div>
      ))}
    </section>
  );
}

/** By its name: quantity and value stand side by side. */
function Moved({ value, measure }: { value: string; measure: LedgerMeasure | undefined }) {
  const words = useWords();
  const isOut = value.startsWith('-');
  return (
    <span>
      <small>{words(measure?.label)}</small>
      <b className={isOut ? 'num is-out' : 'num is-in'}>{isOut ? '' : '+'}{measure ? showAmount(value, measure) : showNumber(value)}</b>
    </span>
  );
}
