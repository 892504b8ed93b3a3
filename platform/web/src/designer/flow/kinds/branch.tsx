import type { NodeKind } from '../kind';
import { Note } from '../panels/Note';
import { twoWays } from '../two-ways';

const kind: NodeKind = {
  create: (doc) => twoWays(doc, 'branch'),
  say: () => [],
  Panel: () => <Note words="node.branch_help" />,
};
export default kind;
