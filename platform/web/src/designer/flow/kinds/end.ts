import type { NodeKind } from '../kind';

/** Drawn in a way an end says no: to say yes the way only has to be empty. */
const kind: NodeKind = {
  create: () => ({ outcome: 'rejected' }),
  say: (node, { t }) => [t(node['outcome'] === 'rejected' ? 'node.rejected' : 'node.approved')],
};

export default kind;
