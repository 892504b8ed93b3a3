/** A new fork: one way and everything else, or two at once. */
import type { FlowDocument, FlowNode } from './document';
import { freshWay } from './store';
import { newId } from './tree';

const OTHERWISE = { 'zh-CN': '其他情况', en: 'Otherwise' };

export function twoWays(doc: FlowDocument, type: 'branch' | 'inclusive' | 'parallel'): Partial<FlowNode> {
  const otherwise = { id: newId(doc, 'w'), title: OTHERWISE, nodes: [] };
  const none = { id: '', type, branches: type === 'parallel' ? [] : [otherwise] };
  const first = freshWay(doc, none);
  const second = type === 'parallel' ? freshWay(doc, { ...none, branches: [first] }) : otherwise;
  return { branches: [first, second] };
}
