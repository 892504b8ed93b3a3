/** A page of widgets; for now each widget shows the balances of a ledger. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/locales/useTranslation';
import { useParams } from 'react-router';
import { api, url } from '@/core/api';
import type { Words } from '@/core/words';
import { Balances } from '@/runtime/ledger/Balances';
import { useLedger } from '@/runtime/ledger/queries';
import { useWords } from '@/ui/hooks';
import { Boundary, Empty, Failed, Loading } from '@/ui/notice';
import { Page } from '@/ui/page';

interface PageView {
  page: { title: Words; widgets: { id: string; type: string; ledger?: string }[] };
}

export function PagePage() {
  const { t } = useTranslation();
  const words = useWords();
  const { app = '', page: key = '' } = useParams();
  const page = useQuery({ queryKey: ['app', app, 'page', key], queryFn: () => api.get<PageView>(url`/apps/${app}/pages/${key}`) });
  if (page.isError) return <Failed error={page.error} onRetry={() => void page.refetch()} />;
  if (!page.data) return <Loading />;
  return (
    <Page title={words(page.data.page.title)}>
      {page.data.page.widgets.length === 0 && <Empty icon="page" title={t('page.none')} />}
      {page.data.page.widgets.map((widget) => (
        <Boundary key={widget.id}>
          {widget.type === 'ledger' && widget.ledger ? <LedgerWidget app={app} ledger={widget.ledger} /> : <Empty icon="page" title={t('page.unknown')} />}
        </Boundary>
      ))}
    </Page>
  );
}

function LedgerWidget({ app, ledger: key }: { app: string; ledger: string }) {
  const ledger = useLedger(app, key);
  if (ledger.isError) return <Failed error={ledger.error} onRetry={() => void ledger.refetch()} />;
  if (!ledger.data) return <Loading />;
  return <Balances app={app} ledger={ledger.data.ledger} />;
}
