import { Button, Input, Select } from 'antd';
import { useLanguage, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Conditions } from '../../../lib/Conditions';
import { Labelled } from '../../../lib/Labelled';
import { shortId } from '../../../lib/short-id';
import { useT } from '../../../words';
import { useReading, useScope } from '../../context';
import { TRIGGER } from '../../document';
import type { TriggerPanelProps } from '../../kind';
import { FormSelect } from '../../parts/FormSelect';
import { PathSelect, PathsSelect } from '../../parts/PathSelect';
import { NOTHING, type AggregateThreshold, type Fn, type Total } from '../aggregate_threshold';

const FNS: readonly Fn[] = ['sum', 'count', 'avg', 'min', 'max'];

export default function Panel({ trigger, patch }: TriggerPanelProps<AggregateThreshold>) {
  const t = useT();
  const { fieldsOf, named } = useReading();
  const fields = fieldsOf(trigger.form);
  const own = fields.filter((one) => !one.path.includes('.') && !one.path.startsWith('$'));
  const line = named(useScope(TRIGGER).inside);
  return (
    <>
      <FormSelect name={t('automation.sum_form')} value={trigger.form} onChange={(form) => patch({ form, filter: undefined, group_by: undefined, totals: { v_1: { fn: 'count' } }, holds: NOTHING })} />
      {trigger.form && (
        <>
          <Labelled name={t('automation.sum_filter')}>{() => <Conditions value={trigger.filter} left={fields} right={[]} form={trigger.form} onChange={(filter) => patch({ filter })} />}</Labelled>
          <Labelled name={t('automation.sum_by')} hint={t('automation.sum_by_hint')}>{() => <PathsSelect name={t('automation.sum_by')} placeholder={t('automation.sum_together')} value={trigger.group_by} named={own} onChange={(group_by) => patch({ group_by })} />}</Labelled>
          <Labelled name={t('automation.sums')}>{() => <Totals totals={trigger.totals} fields={own} onChange={(totals) => patch({ totals })} />}</Labelled>
          <Labelled name={t('automation.holds')} hint={t('automation.holds_hint')}>{() => <Conditions value={trigger.holds} left={line} right={line} onChange={(holds) => patch({ holds: holds ?? NOTHING })} />}</Labelled>
        </>
      )}
    </>
  );
}

function Totals({ totals, fields, onChange }: { totals: Record<string, Total>; fields: ReturnType<ReturnType<typeof useReading>['fieldsOf']>; onChange: (totals: Record<string, Total>) => void }) {
  const t = useT();
  const words = useWords();
  const language = useLanguage();
  const numbers = fields.filter((one) => ['number', 'money', 'formula'].includes(one.field.type));
  const pairs = Object.entries(totals);
  const put = (id: string, total: Total) => onChange({ ...totals, [id]: total });
  return (
    <div className="fd-rows">
      {pairs.map(([id, one]) => (
        <div className="au-value" key={id}>
          <div className="fd-row">
            <Select size="small" aria-label={t('automation.sum_fn')} value={one.fn} options={FNS.map((fn) => ({ value: fn, label: t(`automation.fn_${fn}`) }))} onChange={(fn: Fn) => put(id, fn === 'count' ? { fn } : { ...one, fn })} />
            {one.fn !== 'count' && <PathSelect label={t('cond.field')} value={one.field ?? ''} named={numbers} onChange={(field) => put(id, { ...one, field })} />}
            <button type="button" className="icon-button" disabled={pairs.length === 1} aria-label={t('tools.delete')} onClick={() => onChange(Object.fromEntries(pairs.filter(([other]) => other !== id)))}>
              <Icon name="close" size={13} />
            </button>
          </div>
          <Input size="small" aria-label={t('automation.result_name')} placeholder={t('automation.result_name')} value={words(one.label)} onChange={(event) => put(id, { ...one, label: { ...one.label, [language]: event.target.value } })} />
        </div>
      ))}
      <Button size="small" type="link" icon={<Icon name="add" size={13} />} onClick={() => put(shortId('v', new Set(Object.keys(totals))), { fn: 'count' })}>
        {t('automation.sum_add')}
      </Button>
    </div>
  );
}
