/** A ledger: balances by dimension, as of any day, each opening into the entries it is made of; or
 *  what came and went between two days. */
import { Button } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import type { QueryClient } from '@tanstack/react-query';
import { matchPath, useNavigate, useParams, useSearchParams, type Location } from 'react-router';
import type { LedgerDocument } from '@/core/documents';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Failed, Loading } from '@/ui/notice';
import { Page } from '@/ui/page';
import { Tabs } from '@/ui/Tabs';
import { Ageing } from './Ageing';
import { Balances } from './Balances';
import { Flows } from './Flows';
import { flowWords } from './flowWords';
import { useAppDetail } from '../queries';
import { readBalances, useLedger } from './queries';
import './ledger.css';

const VIEWS = ['balances', 'ageing', 'flows'] as const;
const PAGES = { balances: Balances, ageing: Ageing, flows: Flows };

export function LedgerPage() {
  const words = useWords();
  const { app = '', ledger: key = '' } = useParams();
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const mayDesign = useAppDetail(app).data?.may_design === true && !isPhone;
  const ledger = useLedger(app, key);
  if (ledger.isError) return <Failed error={ledger.error} onRetry={() => void ledger.refetch()} />;
  if (!ledger.data) return <Loading />;
  const views = viewsOf(ledger.data.ledger);
  const view = views.find((one) => one === params.get('view')) ?? VIEWS[0];
  const Shown = PAGES[view];
  return (
    <Page title={words(ledger.data.ledger.title)} fills actions={mayDesign && <Button icon={<Icon name="design" />} onClick={() => void navigate(`/apps/${app}/design/ledger/${key}`)}>{t('ledger.design')}</Button>}>
      {views.length > 1 && (
        <div className="ledger-views">
          <Tabs label={t('ledger.views')} active={view} onChange={(one) => setParams(one === VIEWS[0] ? {} : { view: one }, { replace: true })} tabs={views.map((one) => ({ key: one, label: t(`ledger.${one === 'flows' ? flowWords(ledger.data.ledger).flows : one}`) }))} />
        </div>
      )}
      <Shown key={`${app}/${key}`} app={app} ledger={ledger.data.ledger} />
    </Page>
  );
}

LedgerPage.reads = async ({ pathname, search }: Location, queries: QueryClient) => {
  const { app, ledger } = matchPath('/apps/:app/ledgers/:ledger', pathname)?.params ?? {};
  if (app && ledger && !search) await readBalances(queries, app, ledger);
};

/** Who sees only what can be had has no figures of the past to look at. */
function viewsOf({ ageing, measures }: LedgerDocument) {
  const has = { balances: true, ageing: ageing !== undefined, flows: measures.length > 0 };
  return VIEWS.filter((one) => has[one]);
}
