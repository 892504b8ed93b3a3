import { Select } from 'antd';
import { useWords } from '@/ui/hooks';
import { Conditions } from '../../../lib/Conditions';
import { Labelled } from '../../../lib/Labelled';
import { useT } from '../../../words';
import { useReading, useScope } from '../../context';
import { TRIGGER } from '../../document';
import type { TriggerPanelProps } from '../../kind';
import { useDocuments } from '../../parts/documents';
import type { LedgerOutline } from '../../shape';
import { useOutlines } from '../../shapes';
import { NOTHING, type LedgerThreshold } from '../ledger_threshold';

export default function Panel({ trigger, patch }: TriggerPanelProps<LedgerThreshold>) {
  const t = useT();
  const words = useWords();
  const ledgers = useDocuments('ledger');
  const outline = useOutlines<LedgerOutline>('ledger', trigger.ledger ? [trigger.ledger] : []).get(trigger.ledger);
  const line = useReading().named(useScope(TRIGGER).inside);
  return (
    <>
      <Labelled name={t('automation.ledger')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} value={trigger.ledger || null} status={trigger.ledger ? '' : 'warning'} placeholder={t('cond.choose')} options={ledgers} onChange={(ledger: string) => patch({ ledger, per: undefined, holds: NOTHING })} />}</Labelled>
      {outline && (
        <>
          <Labelled name={t('automation.ledger_per')} hint={t('automation.ledger_per_hint')}>
            {(id) => <Select id={id} size="small" mode="multiple" style={{ width: '100%' }} placeholder={t('automation.ledger_all')} value={trigger.per ?? []} options={outline.dimensions.map((one) => ({ value: one.id, label: words(one.label) }))} onChange={(per: string[]) => patch({ per: per.length > 0 ? per : undefined })} />}
          </Labelled>
          <Labelled name={t('automation.holds')} hint={t('automation.holds_hint')}>{() => <Conditions value={trigger.holds} left={line} right={line} onChange={(holds) => patch({ holds: holds ?? NOTHING })} />}</Labelled>
        </>
      )}
    </>
  );
}
