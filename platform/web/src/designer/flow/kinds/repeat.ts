import type { Condition } from '@/core/documents';
import type { NodeKind, PanelProps } from '../kind';
import { newId } from '../tree';

export type Rule = 'until' | 'again' | 'times' | 'field';

export const ruleOf = (node: PanelProps['node']): Rule => (node['until'] ? 'until' : node['again'] ? 'again' : typeof node['times'] === 'number' ? 'times' : 'field');

const kind: NodeKind = {
  create: (doc) => ({ until: { cond: [] }, nodes: [{ id: newId(doc), type: 'approval', assignees: { heads: 1 } }] }),
  say: (node, say) => {
    const rule = ruleOf(node);
    if (rule === 'times') return [say.t('repeat.says_times', { n: node['times'] })];
    if (rule === 'field') return [say.t('repeat.says_field', { field: say.field((node['times'] as { field: string }).field) })];
    return [say.t(`repeat.says_${rule}`, { when: say.condition(node[rule] as Condition) || say.t('cond.word_nothing') })];
  },
};

export default kind;
