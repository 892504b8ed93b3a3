/** When a voucher is made and what it is called: the rule apart from its lines. */
import { Segmented, Select, Switch } from 'antd';
import { Conditions } from '../lib/Conditions';
import { Labelled } from '../lib/Labelled';
import { FormulaEditor } from '../lib/LateFormulaEditor';
import { useNamed } from '../lib/names';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { useProblemAt, useRule, useRuleState } from './context';
import type { VoucherRule } from './document';

const DAYS = ['date', 'datetime'];

export function RuleHead() {
  const t = useT();
  const { design, form } = useRule();
  const doc = useRuleState((state) => state.doc);
  const named = useNamed();
  const put = (changes: Partial<VoucherRule>) => design.getState().put(changes);
  const heads = named.filter((one) => !one.path.includes('.'));
  const days = heads.filter(({ field }) => DAYS.includes(field.type) || (field.type === 'formula' && field.result === 'date'));
  return (
    <div className="vr-settings">
      <Labelled name={t('voucher.title')} error={useProblemAt('title')}>{(id) => <WordsInput id={id} value={doc.title} onChange={(title) => put({ title: title ?? {} })} />}</Labelled>
      <Labelled name={t('voucher.date')} error={useProblemAt('date')}>
        {(id) => <Select id={id} size="small" value={doc.date || null} options={days.map((one) => ({ value: one.path, label: one.label }))} onChange={(date: string) => put({ date })} style={{ width: '100%' }} />}
      </Labelled>
      <Labelled name={t('voucher.event')} error={useProblemAt('event')}>
        {() => <Segmented block size="small" aria-label={t('voucher.event')} value={doc.event ?? 'approved'} options={[{ value: 'approved', label: t('voucher.event_approved'), disabled: form.document !== true }, { value: 'saved', label: t('voucher.event_saved'), disabled: form.document === true }]} onChange={(event) => put({ event } as Partial<VoucherRule>)} />}
      </Labelled>
      <Labelled name={t('voucher.kind')}>
        {() => <Segmented block size="small" aria-label={t('voucher.kind')} value={doc.voucher ?? 'auto'} options={[{ value: 'auto', label: t('voucher.kind_auto') }, { value: 'opening', label: t('voucher.kind_opening') }]} onChange={(voucher) => put({ voucher } as Partial<VoucherRule>)} />}
      </Labelled>
      <div className="vr-half">
        <Labelled name={t('voucher.summary')} hint={t('voucher.summary_hint')} error={useProblemAt('summary')}>
          {() => <FormulaEditor value={doc.summary ?? ''} named={heads} onChange={(summary) => put({ summary: summary || undefined } as Partial<VoucherRule>)} />}
        </Labelled>
      </div>
      <div className="vr-half">
        <Labelled name={t('voucher.rule_when')} error={useProblemAt('when')}>
          {() => <Conditions value={doc.when} left={heads} right={heads} onChange={(when) => put({ when } as Partial<VoucherRule>)} />}
        </Labelled>
        <Labelled name={t('voucher.merge')} hint={t('voucher.merge_hint')} isBeside>
          {(id) => <Switch id={id} size="small" checked={doc.merge ?? true} onChange={(on) => put({ merge: on ? undefined : false } as Partial<VoucherRule>)} />}
        </Labelled>
      </div>
    </div>
  );
}
