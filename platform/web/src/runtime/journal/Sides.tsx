/** The columns of a table of balances: what it began with, what the months brought, what is left. */
import type { ReactNode } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Money } from './Money';
import type { AccountRow } from './queries';

const COLUMNS = ['opening', 'turnover', 'year', 'closing'] as const;
type Row = Pick<AccountRow, (typeof COLUMNS)[number]>;

export function SidesHead({ first }: { first: string }) {
  const { t } = useTranslation();
  return (
    <thead>
      <tr>
        <th rowSpan={2}>{first}</th>
        {COLUMNS.map((one) => <th key={one} colSpan={2} className="num journal-pair">{t(`journal.${one}`)}</th>)}
      </tr>
      <tr className="journal-sides">
        {COLUMNS.flatMap((one) => [
          <th key={`${one}-debit`} className="num">{t('journal.debit')}</th>,
          <th key={`${one}-credit`} className="num">{t('journal.credit')}</th>,
        ])}
      </tr>
    </thead>
  );
}

export function SidesRow({ row, title, strong = false }: { row: Row; title: ReactNode; strong?: boolean }) {
  return (
    <tr className={strong ? 'journal-strong' : undefined}>
      <td>{title}</td>
      {COLUMNS.flatMap((one) => [
        <Money key={`${one}-debit`} value={row[one].debit} />,
        <Money key={`${one}-credit`} value={row[one].credit} />,
      ])}
    </tr>
  );
}
