/** 科目余额表: accounts with what they began with, what the months brought, and what is left. */
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Empty, Failed, Loading } from '@/ui/notice';
import { AccountEntries } from './AccountEntries';
import { useTrialBalance, type AccountRow, type Journal, type Months } from './queries';
import { SidesHead, SidesRow } from './Sides';

interface TrialBalanceTableProps {
  app: string;
  journal: Journal;
  months: Months;
  /** Only these codes and those below them. */
  codes?: readonly string[];
}

export function TrialBalanceTable({ app, journal, months, codes }: TrialBalanceTableProps) {
  const { t } = useTranslation();
  const trial = useTrialBalance(app, journal.id, months);
  const [opened, setOpened] = useState<AccountRow | null>(null);
  if (trial.isPending) return <Loading />;
  if (trial.isError) return <Failed error={trial.error} onRetry={() => void trial.refetch()} />;
  if (trial.data.items.length === 0) return <Empty icon="ledger" title={t('journal.none')}>{t('journal.none_more')}</Empty>;
  const rows = codes ? trial.data.items.filter((row) => codes.some((code) => row.code.startsWith(code))) : trial.data.items;
  return (
    <div className="ledger-table trace-table journal-table">
      {opened && <AccountEntries app={app} journal={journal} account={opened} months={months} onClose={() => setOpened(null)} />}
      <table aria-label={t('journal.trial')}>
        <SidesHead first={t('journal.account')} />
        <tbody>
          {rows.map((row) => <AccountLine key={row.code} row={row} onOpen={() => setOpened(row)} />)}
        </tbody>
        {!codes && (
          <tfoot>
            <SidesRow row={trial.data.total} title={t('journal.total')} />
          </tfoot>
        )}
      </table>
    </div>
  );
}

function AccountLine({ row, onOpen }: { row: AccountRow; onOpen: () => void }) {
  const { t } = useTranslation();
  const name = <><b className="journal-code">{row.code}</b> {row.title}</>;
  const title = row.account === null ? name : <button type="button" className="cell-link" title={t('journal.entries_of', { name: row.title })} onClick={onOpen}>{name}</button>;
  return <SidesRow row={row} title={<span style={{ paddingInlineStart: row.level * 16 }}>{title}</span>} />;
}
