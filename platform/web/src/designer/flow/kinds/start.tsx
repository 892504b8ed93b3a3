import type { NodeKind } from '../kind';
import { Note } from '../panels/Note';

const kind: NodeKind = {
  create: () => ({}),
  say: (_, { t }) => [t('node.start_says')],
  Panel: () => <Note words="node.start_help" />,
};
export default kind;
