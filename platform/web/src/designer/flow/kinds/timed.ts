import type { NodeKind } from '../kind';
import { freshClock } from '../store';
import { newId } from '../tree';

const kind: NodeKind = {
  create: (doc) => ({ nodes: [{ id: newId(doc), type: 'approval', assignees: { heads: 1 } }], clocks: [freshClock(doc, 1)] }),
  say: () => [],
};

export default kind;
