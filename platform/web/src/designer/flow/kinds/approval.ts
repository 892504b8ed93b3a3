import type { NodeKind } from '../kind';
import { sayPeople } from '../panels/people-words';

const kind: NodeKind = {
  create: () => ({ assignees: { heads: 1 } }),
  say: sayPeople,
};
export default kind;
