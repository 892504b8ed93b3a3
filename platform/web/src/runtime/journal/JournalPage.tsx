/** The books: trial balance, statements, and the close of a month. */
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useParams } from 'react-router';
import { ApiError } from '@/core/api';
import { Failed, Loading } from '@/ui/notice';
import { Page } from '@/ui/page';
import { Tabs } from '@/ui/Tabs';
import { bring } from '@/locales';
import { AuxiliaryReport } from './AuxiliaryTable';
import { Closing } from './Closing';
import { MonthInput } from './MonthInput';
import { StatementTable } from './StatementTable';
import { TrialBalanceTable } from './TrialBalanceTable';
import { useJournals, type Months } from './queries';
import words from './journal.words.json';
import '../ledger/ledger.css';
import './journal.css';

bring(words);

const thisMonth = () => {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}`;
};

export function JournalPage() {
  const { t } = useTranslation();
  const { app = '', journal: key = '' } = useParams();
  const journals = useJournals(app);
  const [months, setMonths] = useState<Months>(() => ({ first: thisMonth(), last: thisMonth() }));
  if (journals.isError) return <Failed error={journals.error} onRetry={() => void journals.refetch()} />;
  if (!journals.data) return <Loading />;
  const journal = journals.data.items.find((one) => one.id === key);
  if (!journal) return <Failed error={new ApiError(404, { code: 'not_found', message: t('journal.missing') })} />;
  const from = (first: string) => setMonths({ first, last: first > months.last ? first : months.last });
  const until = (last: string) => setMonths({ first: last < months.first ? last : months.first, last });
  const range = (
    <div className="ledger-tools">
      <MonthInput label={t('journal.first')} value={months.first} onChange={from} />
      <MonthInput label={t('journal.last')} value={months.last} onChange={until} />
    </div>
  );
  return (
    <Page title={journal.title}>
      <Tabs
        label={journal.title}
        tabs={[
          { key: '$trial', label: t('journal.trial'), content: <>{range}<TrialBalanceTable app={app} journal={journal} months={months} /></> },
          ...(journal.auxiliaries.length > 0 ? [{ key: '$auxiliary', label: t('journal.auxiliary'), content: <>{range}<AuxiliaryReport app={app} journal={journal} months={months} /></> }] : []),
          ...journal.statements.map((one) => ({
            key: one.id,
            label: one.title,
            content: <>{range}<StatementTable app={app} journal={journal} statement={one.id} months={months} /></>,
          })),
          { key: '$close', label: t('journal.close'), content: <Closing app={app} journal={journal} month={months.last} onMonth={until} /> },
        ]}
      />
    </Page>
  );
}
