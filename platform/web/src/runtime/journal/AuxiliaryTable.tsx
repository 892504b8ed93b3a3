/** 辅助核算余额表: accounts by customer, supplier, department, each opening into its entries. */
import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Empty, Failed, Loading } from '@/ui/notice';
import { AccountEntries } from './AccountEntries';
import { useAuxiliary, type AuxiliaryAccount, type AuxiliaryRow, type Journal, type Months } from './queries';
import { SidesHead, SidesRow } from './Sides';

interface AuxiliaryProps {
  app: string;
  journal: Journal;
  months: Months;
}

/** By which dimension is the reader's choice. */
export function AuxiliaryReport({ app, journal, months }: AuxiliaryProps) {
  const { t } = useTranslation();
  const [by, setBy] = useState(journal.auxiliaries[0]?.id ?? '');
  return (
    <>
      <label className="month-input journal-by">
        <span>{t('journal.by')}</span>
        <Select value={by} onChange={setBy} options={journal.auxiliaries.map((one) => ({ value: one.id, label: one.title }))} popupMatchSelectWidth={false} />
      </label>
      <AuxiliaryTable key={by} app={app} journal={journal} months={months} by={by} />
    </>
  );
}

interface Opened {
  account: AuxiliaryAccount;
  row: AuxiliaryRow;
}

function AuxiliaryTable({ app, journal, months, by }: AuxiliaryProps & { by: string }) {
  const { t } = useTranslation();
  const found = useAuxiliary(app, journal.id, by, months);
  const [opened, setOpened] = useState<Opened | null>(null);
  if (found.isPending) return <Loading />;
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data.items.length === 0) return <Empty icon="ledger" title={t('journal.none')}>{t('journal.none_by')}</Empty>;
  const name = journal.auxiliaries.find((one) => one.id === by)?.title ?? '';
  return (
    <div className="ledger-table trace-table journal-table">
      {opened && <AccountEntries app={app} journal={journal} account={opened.account} item={{ by, row: opened.row }} months={months} onClose={() => setOpened(null)} />}
      <table aria-label={t('journal.auxiliary')}>
        <SidesHead first={`${t('journal.account')} / ${name}`} />
        {found.data.items.map((account) => (
          <tbody key={account.code}>
            <SidesRow row={account} strong title={<><b className="journal-code">{account.code}</b> {account.title}</>} />
            {account.items.map((row) => <SidesRow key={row.value ?? ''} row={row} title={<ItemName row={row} onOpen={() => setOpened({ account, row })} />} />)}
          </tbody>
        ))}
      </table>
    </div>
  );
}

function ItemName({ row, onOpen }: { row: AuxiliaryRow; onOpen: () => void }) {
  const { t } = useTranslation();
  if (row.value === null) return <span className="journal-item muted">{t('journal.nobody')}</span>;
  return <button type="button" className="cell-link journal-item" title={t('journal.entries_of', { name: row.title })} onClick={onOpen}>{row.title}</button>;
}
