/** 明细账: the entries of one account in some months, with the vouchers they stand in. */
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Trace } from '@/runtime/ledger/Trace';
import { useLedger } from '@/runtime/ledger/queries';
import { Drawer } from '@/ui/Drawer';
import { Failed, Loading } from '@/ui/notice';
import type { AccountRow, Journal, Months } from './queries';

interface AccountEntriesProps {
  app: string;
  journal: Journal;
  account: AccountRow;
  months: Months;
  onClose: () => void;
}

export function AccountEntries({ app, journal, account, months, onClose }: AccountEntriesProps) {
  const { t } = useTranslation();
  const ledger = useLedger(app, journal.ledger);
  const title = `${account.code} ${account.title}`;
  const [debit, credit] = ledger.data?.ledger.measures ?? [];
  return (
    <Drawer side="right" title={t('journal.entries_of', { name: title })} onClose={onClose}>
      {ledger.isError && <Failed error={ledger.error} onRetry={() => void ledger.refetch()} />}
      {ledger.isPending && <Loading />}
      {ledger.data && account.account && debit && credit && (
        <Trace
          app={app}
          ledger={ledger.data.ledger}
          balance={{ dimensions: { [journal.account]: { id: account.account, title } }, measures: { [debit.id]: account.turnover.debit, [credit.id]: account.turnover.credit } }}
          from={`${months.first}-01`}
          asOf={dayjs(`${months.last}-01`).endOf('month').format('YYYY-MM-DD')}
        />
      )}
    </Drawer>
  );
}
