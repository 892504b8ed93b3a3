/** The steps of an automation, done where the flow comes by. */
import { useMemo } from 'react';
import { Outline } from '../../automation/Outline';
import type { Step } from '../../automation/document';
import { factsOfStep } from '../../automation/kind';
import { useT } from '../../words';
import { useFlowForm } from '../context';
import type { FlowNode } from '../document';
import type { NodeKind, PanelProps } from '../kind';

const SHOWN = 3;
const stepsOf = (node: FlowNode): readonly Step[] => (node['steps'] as Step[] | undefined) ?? [];

function ActionPanel({ node, patch }: PanelProps) {
  const t = useT();
  const form = useFlowForm();
  const subject = useMemo(() => ({ form: form.id, title: form.title, fields: form.fields, isDocument: form.document ?? false }), [form]);
  return (
    <>
      <p className="fd-hint">{t('action.help')}</p>
      <Outline steps={stepsOf(node)} subject={subject} onChange={(steps) => patch({ steps })} />
    </>
  );
}

const kind: NodeKind = {
  create: () => ({ steps: [{ id: 's1', type: 'notify', to: { creator: true }, message: {} }] }),
  say: (node, say) => stepsOf(node).slice(0, SHOWN).map((one) => say.words(factsOfStep(one.type).words)),
  Panel: ActionPanel,
};
export default kind;
