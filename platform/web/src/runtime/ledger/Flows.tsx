/** 收发存: what there was before the days, what came and went in them, what is left after. */
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { dimensionText } from '@/core/dimensions';
import type { LedgerDocument, LedgerMeasure } from '@/core/documents';
import type { LedgerFlow } from '@/core/wire';
import { Drawer } from '@/ui/Drawer';
import { useWords } from '@/ui/hooks';
import { LazyDateInput } from '@/ui/LazyDateInput';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Amount } from './Amount';
import { flowWords } from './flowWords';
import { useMeasureName } from './use-measure-name';
import { LedgerTools, useNarrowing } from './Narrowing';
import { atItsEnd, idOf, useFlows } from './queries';
import { Trace } from './Trace';

const PARTS = ['opening', 'incoming', 'outgoing', 'closing'] as const;

export function Flows({ app, ledger }: { app: string; ledger: LedgerDocument }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(() => dayjs().startOf('month').format('YYYY-MM-DD'));
  const [to, setTo] = useState(() => dayjs().format('YYYY-MM-DD'));
  const narrowing = useNarrowing();
  const isBackwards = from > to;
  return (
    <>
      <LedgerTools app={app} ledger={ledger} narrowing={narrowing} isOfDays onClear={narrowing.isNarrowed ? narrowing.clear : undefined}>
        <Day label={t('ledger.from')} value={from} onChange={setFrom} />
        <Day label={t('ledger.to')} value={to} onChange={setTo} />
      </LedgerTools>
      {isBackwards ? (
        <Empty icon="calendar" title={t('ledger.backwards')} />
      ) : (
        <FlowRows app={app} ledger={ledger} from={from} to={to} query={narrowing.query} />
      )}
    </>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  return (
    <div className="ledger-filter">
      <LazyDateInput label={label} placeholder={label} value={value} onChange={(day) => day && onChange(day)} />
    </div>
  );
}

interface FlowRowsProps {
  app: string;
  ledger: LedgerDocument;
  from: string;
  to: string;
  query: Record<string, string | undefined>;
}

function FlowRows({ app, ledger, from, to, query }: FlowRowsProps) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<LedgerFlow | null>(null);
  const name = (row: LedgerFlow) => ledger.dimensions.map((one) => dimensionText(row.dimensions[one.id])).filter(Boolean).join(' · ');
  const flows = useFlows(app, ledger, from, to, query);
  const rows = flows.data?.pages.flatMap((page) => page.items) ?? [];
  if (flows.isPending) return <Loading />;
  if (flows.isError) return <Failed error={flows.error} onRetry={() => void flows.refetch()} />;
  if (rows.length === 0) return <Empty icon="ledger" title={t('ledger.no_flows')}>{t('ledger.no_flows_more')}</Empty>;
  return (
    <div className="ledger-table stacked-table flow-table" onScroll={(event) => atItsEnd(event, flows)}>
      <table aria-label={t(`ledger.${flowWords(ledger).flows}`)}>
        <FlowHead ledger={ledger} />
        <tbody>{rows.map((row) => <FlowRow key={Object.values(row.dimensions).map(idOf).join('/')} ledger={ledger} row={row} name={name(row)} onOpen={() => setOpened(row)} />)}</tbody>
      </table>
      {flows.isFetchingNextPage && <Loading />}
      {opened && (
        <Drawer side="right" title={name(opened)} onClose={() => setOpened(null)}>
          <Trace app={app} ledger={ledger} balance={{ dimensions: opened.dimensions, measures: opened.closing }} from={from} asOf={to} />
        </Drawer>
      )}
    </div>
  );
}

/** With several measures (quantity, value) each part has a column for every one of them. */
function FlowHead({ ledger }: { ledger: LedgerDocument }) {
  const { t } = useTranslation();
  const words = useWords();
  const nameOf = useMeasureName(ledger);
  const several = ledger.measures.length > 1;
  const named = flowWords(ledger);
  return (
    <thead>
      <tr>
        {ledger.dimensions.map((dimension) => <th key={dimension.id} rowSpan={several ? 2 : 1}>{words(dimension.label)}</th>)}
        {PARTS.map((part) => <th key={part} className={several ? 'flow-group' : 'num'} colSpan={ledger.measures.length} scope="colgroup">{t(`ledger.${named[part]}`)}</th>)}
      </tr>
      {several && (
        <tr className="flow-measures">
          {PARTS.flatMap((part) => ledger.measures.map((measure, at) => <th key={`${part}/${measure.id}`} className={at === 0 ? 'num flow-first' : 'num'}>{nameOf(measure)}</th>))}
        </tr>
      )}
    </thead>
  );
}

interface FlowRowProps {
  ledger: LedgerDocument;
  row: LedgerFlow;
  name: string;
  onOpen: () => void;
}

function FlowRow({ ledger, row, name, onOpen }: FlowRowProps) {
  const { t } = useTranslation();
  const nameOf = useMeasureName(ledger);
  const named = flowWords(ledger);
  const label = (part: (typeof PARTS)[number], measure: LedgerMeasure) => (ledger.measures.length > 1 ? `${t(`ledger.${named[part]}`)} · ${nameOf(measure)}` : t(`ledger.${named[part]}`));
  return (
    <tr>
      {ledger.dimensions.map((dimension, at) => (
        <td key={dimension.id} className="flow-of">
          {at === 0 ? <button type="button" className="cell-link" aria-label={t('ledger.open_row', { name })} onClick={onOpen}>{dimensionText(row.dimensions[dimension.id])}</button> : dimensionText(row.dimensions[dimension.id])}
        </td>
      ))}
      {PARTS.flatMap((part) => ledger.measures.map((measure, at) => (
        <Amount key={`${part}/${measure.id}`} value={row[part][measure.id]} measure={measure} label={label(part, measure)} isFirst={at === 0 && ledger.measures.length > 1} />
      )))}
    </tr>
  );
}
