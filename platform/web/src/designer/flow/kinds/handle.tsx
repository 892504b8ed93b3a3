import type { NodeKind } from '../kind';
import { PeoplePanel } from '../panels/PeoplePanel';
import { sayPeople } from '../panels/people-words';

const kind: NodeKind = {
  create: () => ({ assignees: { initiator: true } }),
  say: sayPeople,
  Panel: PeoplePanel,
};
export default kind;
