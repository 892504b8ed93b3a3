/** The flow as a tree: where a node is, what may go where, copies with ids of their own. Pure. */
import { shortId } from '../lib/short-id';
import type { FlowDocument, FlowNode, Way } from './document';

/** A place in a sequence. `into`: '' the flow itself, `node/way` a way or clock, `node` what a node
 * repeats or times, `node/after` what follows it. */
export interface Place {
  into: string;
  index: number;
}

export const keyOfWay = (node: string, way: string): string => `${node}/${way}`;

const AFTER = 'after';
export const waysOf = (node: FlowNode): readonly Way[] => node.branches ?? node.clocks ?? [];
export const afterOf = (node: FlowNode): string => keyOfWay(node.id, AFTER);

export interface Sequence {
  into: string;
  nodes: readonly FlowNode[];
}

export function sequencesOf(node: FlowNode): Sequence[] {
  const ways = waysOf(node).map((way) => ({ into: keyOfWay(node.id, way.id), nodes: way.nodes ?? [] }));
  const inside = node.nodes ? [{ into: node.id, nodes: node.nodes }] : [];
  const after = node.clocks ? [{ into: keyOfWay(node.id, AFTER), nodes: node.after ?? [] }] : [];
  return [...inside, ...ways, ...after];
}

/** Every node in drawing order, with its place. */
export function walk(nodes: readonly FlowNode[], into = ''): { node: FlowNode; place: Place }[] {
  return nodes.flatMap((node, index) => [{ node, place: { into, index } }, ...sequencesOf(node).flatMap((one) => walk(one.nodes, one.into))]);
}

export function nodeOf(doc: FlowDocument, id: string): FlowNode | undefined {
  return walk(doc.nodes).find(({ node }) => node.id === id)?.node;
}
export function locate(doc: FlowDocument, id: string): Place | undefined {
  return walk(doc.nodes).find(({ node }) => node.id === id)?.place;
}

export function wayOf(doc: FlowDocument, key: string): { node: FlowNode; way: Way; index: number } | undefined {
  const [id, way] = key.split('/');
  const node = id === undefined ? undefined : nodeOf(doc, id);
  const index = node ? waysOf(node).findIndex((one) => one.id === way) : -1;
  return node && index >= 0 ? { node, way: waysOf(node)[index]!, index } : undefined;
}

/** The list a place is in; the document's own array, to be changed in a draft. */
export function listAt(doc: FlowDocument, into: string): FlowNode[] {
  if (into === '') return doc.nodes;
  if (!into.includes('/')) return (nodeOf(doc, into)!.nodes ??= []);
  if (into.endsWith(`/${AFTER}`)) return (nodeOf(doc, into.split('/')[0]!)!.after ??= []);
  return (wayOf(doc, into)!.way.nodes ??= []);
}

const isInside = (node: FlowNode, into: string): boolean =>
  sequencesOf(node).some((one) => one.into === into) || sequencesOf(node).some((one) => one.nodes.some((inner) => isInside(inner, into)));

/** The start is first, an end last; a node cannot go into itself; nothing waits where a repetition could be left. */
export function mayGo(doc: FlowDocument, node: Pick<FlowNode, 'type'> & Partial<FlowNode>, place: Place): boolean {
  if (node.id !== undefined && (place.into === node.id || isInside(node as FlowNode, place.into))) return false;
  if (node.type === 'start') return false;
  const list = listAt(doc, place.into);
  if (place.index === 0 && (place.into === '' || isClock(doc, place.into))) return false;
  const before = list[place.index - 1];
  if (before?.type === 'end') return false;
  return node.type !== 'end' || (place.into.includes('/') && place.index === list.length);
}

/** The last of the flow stays where it is, and so does its start. */
export function isFixed(doc: FlowDocument, id: string): boolean {
  const place = locate(doc, id);
  if (!place) return true;
  if (place.into === '') return place.index === 0 || place.index === doc.nodes.length - 1;
  return place.index === 0 && isClock(doc, place.into);
}

/** A clock's first node is the wait that it measures. */
const isClock = (doc: FlowDocument, into: string): boolean => {
  const found = into.includes('/') ? wayOf(doc, into) : undefined;
  return found?.node.clocks !== undefined;
};

export function takenIds(doc: FlowDocument): Set<string> {
  return new Set(walk(doc.nodes).flatMap(({ node }) => [node.id, ...waysOf(node).map((way) => way.id)]));
}

export const newId = (doc: FlowDocument, prefix = 'n', random: () => number = Math.random): string => shortId(prefix, takenIds(doc), random);

/** A copy whose nodes and ways have ids of their own; who returns to one of its nodes returns to the copy. */
export function copied(node: FlowNode, doc: FlowDocument, random: () => number = Math.random): FlowNode {
  const taken = takenIds(doc);
  const ids = new Map<string, string>();
  for (const { node: one } of walk([node])) {
    const id = shortId('n', taken, random);
    taken.add(id);
    ids.set(one.id, id);
  }
  return renamed(structuredClone(node), ids);
}

function renamed(node: FlowNode, ids: ReadonlyMap<string, string>): FlowNode {
  const copy: FlowNode = { ...node, id: ids.get(node.id) ?? node.id };
  const inside = (way: Way): Way => (way.nodes ? { ...way, nodes: way.nodes.map((one) => renamed(one, ids)) } : way);
  if (node.branches) copy.branches = node.branches.map(inside);
  if (node.clocks) copy.clocks = node.clocks.map(inside);
  if (node.nodes) copy.nodes = node.nodes.map((one) => renamed(one, ids));
  if (node.after) copy.after = node.after.map((one) => renamed(one, ids));
  const actions = node['actions'] as Record<string, { to?: unknown }> | undefined;
  const to = actions?.['return']?.to;
  if (Array.isArray(to)) copy['actions'] = { ...actions, return: { ...actions!['return'], to: to.map((id: string) => ids.get(id) ?? id) } };
  return copy;
}

/** Whether the last way is for everything else: it has no condition and stays last. */
export const hasElse = (node: FlowNode): boolean => node.type === 'branch' || node.type === 'inclusive';
export const isElse = (node: FlowNode, index: number): boolean => hasElse(node) && index === (node.branches?.length ?? 0) - 1;

/** `nodes.1.branches.0.nodes.2.assignees` → the node or way it is about; null: the flow. */
export function targetAt(doc: FlowDocument, path: string): string | null {
  const parts = path.split('.');
  let target: string | null = null;
  let node: FlowNode | undefined;
  let way: Way | undefined;
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const [name, index] = [parts[at], Number(parts[at + 1])];
    if (name === 'nodes' && Number.isInteger(index)) {
      node = (way ? way.nodes : node ? node.nodes : doc.nodes)?.[index];
      way = undefined;
      target = node?.id ?? target;
    } else if (name === 'after' && node && Number.isInteger(index)) {
      node = node.after?.[index];
      way = undefined;
      target = node?.id ?? target;
    } else if ((name === 'branches' || name === 'clocks') && node && Number.isInteger(index)) {
      way = node[name]?.[index];
      target = way ? keyOfWay(node.id, way.id) : target;
    } else break;
    if (!node) break;
  }
  return target;
}
