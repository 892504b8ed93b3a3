import type { NodeKind } from '../kind';

const kind: NodeKind = {
  create: () => ({}),
  say: (_, { t }) => [t('node.start_says')],
};
export default kind;
