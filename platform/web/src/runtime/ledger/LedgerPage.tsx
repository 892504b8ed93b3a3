/** A ledger: balances by dimension, as of any day, each opening into the entries it is made of. */
import { useParams } from 'react-router';
import { useWords } from '@/ui/hooks';
import { Failed, Loading } from '@/ui/notice';
import { Page } from '@/ui/page';
import { Balances } from './Balances';
import { useLedger } from './queries';
import './ledger.css';

export function LedgerPage() {
  const words = useWords();
  const { app = '', ledger: key = '' } = useParams();
  const ledger = useLedger(app, key);
  if (ledger.isError) return <Failed error={ledger.error} onRetry={() => void ledger.refetch()} />;
  if (!ledger.data) return <Loading />;
  return (
    <Page title={words(ledger.data.ledger.title)} fills>
      <Balances key={`${app}/${key}`} app={app} ledger={ledger.data.ledger} />
    </Page>
  );
}
