/** What the designer knows of a type of node: what a new one starts with, what it says. Its settings are in `kinds/panels/`. */
import described from '@/generated/nodes.json';
import type { Words } from '@/core/words';
import type { FlowDocument, FlowNode } from './document';
import type { Say } from './say';
import type { Place } from './tree';

export interface PanelProps {
  node: FlowNode;
  patch: (changes: Readonly<Record<string, unknown>>) => void;
}

export interface NodeKind {
  create: (doc: FlowDocument, place: Place) => Partial<FlowNode>;
  /** The rule on the card, a line each; nothing where the title says it all. */
  say: (node: FlowNode, say: Say) => string[];
}

export interface NodeFacts {
  name: string;
  words: Words;
  group: 'edge' | 'people' | 'route';
  icon: string;
  addable: boolean;
  /** What people who are asked here can answer. */
  answers: readonly string[];
}

const BY_NAME = new Map(described.types.map((one) => [one.name, one as NodeFacts]));
const UNKNOWN: NodeFacts = { name: '', words: { 'zh-CN': '未知节点', en: 'Unknown node' }, group: 'route', icon: 'more', addable: false, answers: [] };

export const factsOf = (type: string): NodeFacts => BY_NAME.get(type) ?? UNKNOWN;
export const nodeTypes = (): readonly NodeFacts[] => [...BY_NAME.values()];
/** Every button an approver may have, and whether it is there where an admin says nothing. */
export const actionFacts = described.actions as readonly { name: string; on: boolean; is_answer: boolean }[];
