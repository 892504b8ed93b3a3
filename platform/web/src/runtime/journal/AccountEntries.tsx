/** 明细账: the entries of one account in some months, with the vouchers they stand in. */
import dayjs from 'dayjs';
import { useTranslation } from '@/locales/useTranslation';
import { Trace } from '@/runtime/ledger/Trace';
import { useLedger } from '@/runtime/ledger/queries';
import { Drawer } from '@/ui/Drawer';
import { Failed, Loading } from '@/ui/notice';
import type { AuxiliaryRow, AccountRow, Journal, Months } from './queries';

interface AccountEntriesProps {
  app: string;
  journal: Journal;
  account: Pick<AccountRow, 'account' | 'code' | 'title' | 'turnover'>;
  /** Of the account only what has this value in the dimension. */
  item?: { by: string; row: AuxiliaryRow };
  months: Months;
  onClose: () => void;
}

export function AccountEntries({ app, journal, account, item, months, onClose }: AccountEntriesProps) {
  const { t } = useTranslation();
  const ledger = useLedger(app, journal.ledger);
  const title = [account.code, account.title, item?.row.title].filter(Boolean).join(' ');
  const { turnover } = item?.row ?? account;
  const narrowed = item?.row.value ? { [item.by]: { id: item.row.value, title: item.row.title } } : {};
  const [debit, credit] = ledger.data?.ledger.measures ?? [];
  return (
    <Drawer side="right" title={t('journal.entries_of', { name: title })} onClose={onClose}>
      {ledger.isError && <Failed error={ledger.error} onRetry={() => void ledger.refetch()} />}
      {ledger.isPending && <Loading />}
      {ledger.data && account.account && debit && credit && (
        <Trace
          app={app}
          ledger={ledger.data.ledger}
          balance={{ dimensions: { [journal.account]: { id: account.account, title }, ...narrowed }, measures: { [debit.id]: turnover.debit, [credit.id]: turnover.credit } }}
          from={`${months.first}-01`}
          asOf={dayjs(`${months.last}-01`).endOf('month').format('YYYY-MM-DD')}
        />
      )}
    </Drawer>
  );
}
