/** 科目余额表: accounts with what they began with, what the months brought, and what is left. */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Money } from './Money';
import { useTrialBalance, type AccountRow, type Months } from './queries';

const COLUMNS = ['opening', 'turnover', 'year', 'closing'] as const;

export function TrialBalanceTable({ app, journal, months }: { app: string; journal: string; months: Months }) {
  const { t } = useTranslation();
  const trial = useTrialBalance(app, journal, months);
  if (trial.isPending) return <Loading />;
  if (trial.isError) return <Failed error={trial.error} onRetry={() => void trial.refetch()} />;
  if (trial.data.items.length === 0) return <Empty icon="ledger" title={t('journal.none')}>{t('journal.none_more')}</Empty>;
  return (
    <div className="ledger-table trace-table journal-table">
      <table aria-label={t('journal.trial')}>
        <thead>
          <tr>
            <th rowSpan={2}>{t('journal.account')}</th>
            {COLUMNS.map((one) => <th key={one} colSpan={2} className="num journal-pair">{t(`journal.${one}`)}</th>)}
          </tr>
          <tr className="journal-sides">
            {COLUMNS.flatMap((one) => [
              <th key={`${one}-debit`} className="num">{t('journal.debit')}</th>,
              <th key={`${one}-credit`} className="num">{t('journal.credit')}</th>,
            ])}
          </tr>
        </thead>
        <tbody>
          {trial.data.items.map((row) => <AccountLine key={row.code} row={row} />)}
        </tbody>
        <tfoot>
          <Figures row={trial.data.total} title={t('journal.total')} />
        </tfoot>
      </table>
    </div>
  );
}

function AccountLine({ row }: { row: AccountRow }) {
  return <Figures row={row} title={<span style={{ paddingInlineStart: row.level * 16 }}><b className="journal-code">{row.code}</b> {row.title}</span>} />;
}

function Figures({ row, title }: { row: AccountRow; title: ReactNode }) {
  return (
    <tr>
      <td>{title}</td>
      {COLUMNS.flatMap((one) => [
        <Money key={`${one}-debit`} value={row[one].debit} />,
        <Money key={`${one}-credit`} value={row[one].credit} />,
      ])}
    </tr>
  );
}
