import type { NodeKind } from '../kind';
import { twoWays } from '../two-ways';

const kind: NodeKind = {
  create: (doc) => twoWays(doc, 'inclusive'),
  say: () => [],
};
export default kind;
