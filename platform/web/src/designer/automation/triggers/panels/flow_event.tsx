import { Checkbox, Select } from 'antd';
import { Labelled } from '../../../lib/Labelled';
import { useWords } from '@/ui/hooks';
import type { FlowDocument } from '../../../flow/document';
import { factsOf } from '../../../flow/kind';
import { walk } from '../../../flow/tree';
import { useT } from '../../../words';
import type { TriggerPanelProps } from '../../kind';
import { FormSelect } from '../../parts/FormSelect';
import { useOutlines } from '../../shapes';
import type { FlowEvent } from '../flow_event';

const HAPPENINGS = ['arrived', 'approved', 'rejected', 'handled', 'returned', 'transferred'];

export default function Panel({ trigger, patch }: TriggerPanelProps<FlowEvent>) {
  const t = useT();
  const words = useWords();
  const flow = useOutlines<FlowDocument>('flow', trigger.form ? [trigger.form] : []).get(trigger.form);
  const asked = walk(flow?.nodes ?? []).map(({ node }) => node).filter((node) => factsOf(node.type).answers.length > 0);
  return (
    <>
      <FormSelect name={t('automation.form')} value={trigger.form} onChange={(form) => patch({ form, nodes: undefined })} />
      <Labelled name={t('automation.happenings')} hint={t('automation.happenings_hint')}>
        {() => <Checkbox.Group className="au-checks" value={trigger.on} options={HAPPENINGS.map((one) => ({ value: one, label: t(`automation.on_${one}`) }))} onChange={(on) => patch({ on: HAPPENINGS.filter((one) => on.includes(one)) })} />}
      </Labelled>
      <Labelled name={t('automation.at_nodes')}>
        {(id) => <Select id={id} size="small" mode="multiple" style={{ width: '100%' }} placeholder={t('automation.any_node')} value={trigger.nodes ?? []} options={asked.map((node) => ({ value: node.id, label: words(node.title) || words(factsOf(node.type).words) }))} onChange={(nodes: string[]) => patch({ nodes: nodes.length > 0 ? nodes : undefined })} />}
      </Labelled>
    </>
  );
}
