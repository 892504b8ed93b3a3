/** What the ledger is called, and its icon. */
import { Card } from '@/ui/page';
import { IconChoice } from '../lib/Icons';
import { Labelled } from '../lib/Labelled';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { useLedger, useLedgerState, useProblemAt } from './context';

export function Head() {
  const t = useT();
  const { design } = useLedger();
  const doc = useLedgerState((state) => state.doc);
  return (
    <Card>
      <div className="ld-settings is-inner">
        <Labelled name={t('ledger.title')} error={useProblemAt('title')}>{(id) => <WordsInput id={id} value={doc.title} onChange={(title) => design.getState().put({ title: title ?? {} })} />}</Labelled>
        <Labelled name={t('ledger.icon')}>{(id) => <IconChoice id={id} value={doc.icon} spare="ledger" onChange={(icon) => design.getState().put({ icon })} />}</Labelled>
      </div>
    </Card>
  );
}
