import type { NodeKind } from '../kind';
import { Note } from '../panels/Note';
import { twoWays } from '../two-ways';

const kind: NodeKind = {
  create: (doc) => twoWays(doc, 'parallel'),
  say: () => [],
  Panel: () => <Note words="node.parallel_help" />,
};
export default kind;
