/** A report: records with what ledgers know of them, for the days and values one asks for. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useParams } from 'react-router';
import { useSettled } from '@/ui/hooks';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Page } from '@/ui/page';
import { atItsEnd } from '@/runtime/ledger/queries';
import { ReportParameters } from './ReportParameters';
import { ReportTable } from './ReportTable';
import { useReport, type ReportQuery } from './queries';
import '@/runtime/ledger/ledger.css';

export function ReportPage() {
  const { app = '', report = '' } = useParams();
  return <OneReport key={`${app}/${report}`} app={app} report={report} />;
}

function OneReport({ app, report }: { app: string; report: string }) {
  const { t } = useTranslation();
  const [query, setQuery] = useState<ReportQuery>({});
  const found = useReport(app, report, useSettled(query));
  const first = found.data?.pages[0];
  if (!first) return found.isError ? <Failed error={found.error} onRetry={() => void found.refetch()} /> : <Loading />;
  const lines = found.data?.pages.flatMap((page) => page.items) ?? [];
  const clear = Object.keys(query).length > 0 && <Button type="text" onClick={() => setQuery({})}>{t('report.own_values')}</Button>;
  return (
    <Page title={first.title} beside={<span className="muted">{t('report.count', { count: first.total })}</span>} fills>
      <ReportParameters report={first} query={query} onChange={setQuery} clear={clear} />
      {found.isError ? (
        <Failed error={found.error} onRetry={() => void found.refetch()} />
      ) : lines.length === 0 ? (
        <Empty icon="ledger" title={t('report.none')}>{t('report.none_more')}</Empty>
      ) : (
        <div className="ledger-table stacked-table flow-table" onScroll={(event) => atItsEnd(event, found)}>
          <ReportTable app={app} report={first} lines={lines} />
          {found.isFetchingNextPage && <Loading />}
        </div>
      )}
    </Page>
  );
}
