/** 可用多少锁多少: a posting that stays within a check instead of being refused. */
import { Select } from 'antd';
import { useWords } from '@/ui/hooks';
import { useDocuments } from '../automation/parts/documents';
import { Labelled } from '../lib/Labelled';
import { useT } from '../words';
import { useAllChecks, useLedgerState, useProblemAt } from './context';
import type { Posting } from './document';

interface WithinSettingProps {
  at: number;
  posting: Posting;
  onChange: (up_to: Posting['up_to']) => void;
}

export function WithinSetting({ at, posting, onChange }: WithinSettingProps) {
  const t = useT();
  const words = useWords();
  const own = useLedgerState((state) => state.doc.id);
  const titles = useDocuments('ledger');
  const checks = useAllChecks();
  const { up_to } = posting;
  const options = checks.map(({ ledger, check }) => ({ value: `${ledger}/${check.id}`, label: ledger === own ? words(check.label) : `${titles.find((one) => one.value === ledger)?.label ?? ledger} · ${words(check.label)}` }));
  const choose = (value: string | undefined) => {
    const [ledger, check] = (value ?? '').split('/');
    onChange(!check ? undefined : { check, ...(ledger === own ? {} : { ledger: ledger! }) });
  };
  return (
    <Labelled name={t('ledger.within')} hint={t('ledger.within_hint')} error={useProblemAt(`postings.${at}.up_to`)}>
      {(id) => <Select id={id} size="small" allowClear placeholder={t('ledger.off')} value={up_to ? `${up_to.ledger ?? own}/${up_to.check}` : null} options={options} onChange={choose} style={{ width: '100%' }} />}
    </Labelled>
  );
}
