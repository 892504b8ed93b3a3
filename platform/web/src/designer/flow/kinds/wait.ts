import type { Period } from '../document';
import type { NodeKind } from '../kind';

const kind: NodeKind = {
  create: () => ({ days: 1 }),
  say: (node, say) => [say.period(node as Period) || say.t('time.none')],
};

export default kind;
