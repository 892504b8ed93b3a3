/** The steps of an automation, done where the flow comes by. */
import type { Step } from '../../automation/document';
import { factsOfStep } from '../../automation/kind';
import type { FlowNode } from '../document';
import type { NodeKind } from '../kind';

const SHOWN = 3;
export const stepsOf = (node: FlowNode): readonly Step[] => (node['steps'] as Step[] | undefined) ?? [];

const kind: NodeKind = {
  create: () => ({ steps: [{ id: 's1', type: 'notify', to: { creator: true }, message: {} }] }),
  say: (node, say) => stepsOf(node).slice(0, SHOWN).map((one) => say.words(factsOfStep(one.type).words)),
};

export default kind;
