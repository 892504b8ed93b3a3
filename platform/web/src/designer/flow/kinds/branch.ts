import type { NodeKind } from '../kind';
import { twoWays } from '../two-ways';

const kind: NodeKind = {
  create: (doc) => twoWays(doc, 'branch'),
  say: () => [],
};
export default kind;
