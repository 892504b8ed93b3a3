import { Segmented, Select } from 'antd';
import type { Condition } from '@/core/documents';
import { Conditions } from '../../../lib/Conditions';
import { Labelled } from '../../../lib/Labelled';
import { NumberInput } from '../../../lib/NumberInput';
import { useNamed } from '../../../lib/names';
import { useT } from '../../../words';
import type { PanelProps } from '../../kind';
import { ruleOf, type Rule } from '../repeat';

const LIMIT = 100;
const MOST = 1000;
const FRESH: Record<Rule, unknown> = { until: { cond: [] }, again: { cond: [] }, times: 2, field: { field: '' } };

export default function RepeatPanel({ node, patch }: PanelProps) {
  const t = useT();
  const named = useNamed();
  const rule = ruleOf(node);
  const choose = (next: Rule) => patch({ until: undefined, again: undefined, times: undefined, [next === 'field' ? 'times' : next]: FRESH[next] });
  const numbers = named.filter((one) => one.field.type === 'number').map((one) => ({ value: one.path, label: one.label }));
  return (
    <>
      <Labelled name={t('repeat.rule')}>
        {() => <Segmented block size="small" value={rule} options={(['until', 'again', 'times', 'field'] as const).map((one) => ({ value: one, label: t(`repeat.${one}`) }))} onChange={choose} />}
      </Labelled>
      {(rule === 'until' || rule === 'again') && (
        <Labelled name={t(`repeat.${rule}_when`)}>{() => <Conditions value={node[rule] as Condition | undefined} left={named} right={named} onChange={(next) => patch({ [rule]: next ?? { cond: [] } })} />}</Labelled>
      )}
      {rule === 'times' && <Labelled name={t('repeat.times_n')}>{(id) => <NumberInput id={id} size="small" min={1} max={MOST} precision={0} value={node['times'] as number} onChange={(times) => times !== null && patch({ times })} />}</Labelled>}
      {rule === 'field' && (
        <Labelled name={t('repeat.field_of')}>
          {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={(node['times'] as { field: string } | undefined)?.field || null} placeholder={t('cond.choose')} options={numbers} onChange={(field: string) => patch({ times: { field } })} />}
        </Labelled>
      )}
      <Labelled name={t('repeat.limit')} hint={t('repeat.limit_hint')}>
        {(id) => <NumberInput id={id} size="small" min={1} max={MOST} precision={0} value={(node['limit'] as number | undefined) ?? LIMIT} onChange={(limit) => patch({ limit: limit === null || limit === LIMIT ? undefined : limit })} />}
      </Labelled>
    </>
  );
}
