/** Beside the design: what it would count, and where it is used. */
import { Segmented } from 'antd';
import { useState } from 'react';
import { useWords } from '@/ui/hooks';
import { useT } from '../words';
import { useLedger, useLedgerState } from './context';
import { listOf } from './document';
import { ruleName } from './say';
import { Trial } from './Trial';
import { UseList } from '../lib/UseList';
import type { Use } from './UseCount';

const COUNTED = ['dimensions', 'measures', 'checks'] as const;

export function Aside() {
  const t = useT();
  const { uses } = useLedger();
  const [shown, setShown] = useState<'trial' | 'uses'>('trial');
  const used = uses ? t('ledger.used_n', { n: uses.items.length + uses.others }) : t('ledger.used');
  return (
    <aside className="ld-aside" aria-label={t(shown === 'trial' ? 'ledger.trial' : 'ledger.used')}>
      <Segmented block size="small" aria-label={t('ledger.aside')} value={shown} options={[{ value: 'trial', label: t('ledger.trial') }, { value: 'uses', label: used }]} onChange={setShown} />
      {shown === 'trial' ? <><p className="fd-muted">{t('ledger.trial_help')}</p><Trial /></> : <UsesPanel />}
    </aside>
  );
}

function UsesPanel() {
  const t = useT();
  const words = useWords();
  const { app, uses } = useLedger();
  const doc = useLedgerState((state) => state.doc);
  const names = new Map(COUNTED.flatMap((part) => listOf(doc, part).map((one) => [one.id, words(one.label)] as const)));
  const partsOf = (use: Use) => [...use.parts.flatMap((id) => names.get(id) ?? []), ...use.postings.map((id) => ruleName(id, { doc, t }))].join('、');
  if (!uses) return null;
  if (uses.items.length + uses.others === 0) return <p className="fd-muted">{t('ledger.used_none')}</p>;
  return (
    <>
      <p className="fd-muted">{t('ledger.used_help')}</p>
      <UseList app={app} users={uses.items} partsOf={partsOf} />
      {uses.others > 0 && <p className="fd-muted">{t('ledger.used_others', { n: uses.others })}</p>}
    </>
  );
}
