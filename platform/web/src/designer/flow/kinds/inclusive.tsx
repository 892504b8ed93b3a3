import type { NodeKind } from '../kind';
import { Note } from '../panels/Note';
import { twoWays } from '../two-ways';

const kind: NodeKind = {
  create: (doc) => twoWays(doc, 'inclusive'),
  say: () => [],
  Panel: () => <Note words="node.inclusive_help" />,
};
export default kind;
