import type { NodeKind } from '../kind';
import { sayPeople } from '../panels/people-words';

const kind: NodeKind = {
  create: () => ({ assignees: { initiator: true } }),
  say: sayPeople,
};
export default kind;
