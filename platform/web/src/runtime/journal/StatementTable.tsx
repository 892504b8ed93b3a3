/** 利润表、资产负债表: the lines of one statement. */
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Drawer } from '@/ui/Drawer';
import { Failed, Loading } from '@/ui/notice';
import { Money } from './Money';
import { TrialBalanceTable } from './TrialBalanceTable';
import { useStatement, type Journal, type Months, type StatementLine } from './queries';

interface StatementTableProps {
  app: string;
  journal: Journal;
  statement: string;
  months: Months;
}

export function StatementTable({ app, journal, statement, months }: StatementTableProps) {
  const { t } = useTranslation();
  const found = useStatement(app, journal.id, statement, months);
  const [opened, setOpened] = useState<StatementLine | null>(null);
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  const isTurnover = found.data.of === 'turnover';
  return (
    <div className="ledger-table trace-table journal-table">
      {opened && (
        <Drawer side="right" title={opened.title} onClose={() => setOpened(null)}>
          <TrialBalanceTable app={app} journal={journal} months={months} codes={opened.accounts} />
        </Drawer>
      )}
      <table aria-label={found.data.title}>
        <thead>
          <tr>
            <th>{t('journal.line')}</th>
            <th className="num">{t(isTurnover ? 'journal.amount' : 'journal.end')}</th>
            <th className="num">{t(isTurnover ? 'journal.year' : 'journal.last_year')}</th>
          </tr>
        </thead>
        <tbody>
          {found.data.items.map((line) => (
            <tr key={line.id} className={line.strong ? 'journal-strong' : undefined}>
              <td>{line.accounts.length > 0 ? <button type="button" className="cell-link" onClick={() => setOpened(line)}>{line.title}</button> : line.title}</td>
              <Money value={line.amount} zero={line.strong} />
              <Money value={line.other} zero={line.strong} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
