import type { NodeKind } from '../kind';
import type { Assignees as Who } from '../document';

const kind: NodeKind = {
  create: () => ({ assignees: { initiator: true } }),
  say: (node, say) => [say.people(node['assignees'] as Who | undefined) || say.t('who.nobody')],
};

export default kind;
