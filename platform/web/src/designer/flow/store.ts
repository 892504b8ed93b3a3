/** The flow under design: the document, what is selected, and what can be done to them. Every change can be undone. */
import { produce } from 'immer';
import { assign, createUndoable } from '../lib/history';
import type { FlowDocument, FlowNode, Way } from './document';
import { copied, hasElse, isElse, isFixed, keyOfWay, listAt, locate, mayGo, newId, nodeOf, wayOf, waysOf, type Place } from './tree';

export interface FlowState {
  doc: FlowDocument;
  /** The id of a node, `node/way`, or null: the flow's own settings. */
  selected: string | null;
  select: (target: string | null) => void;
  insert: (node: FlowNode, at: Place) => void;
  move: (id: string, to: Place) => void;
  /** A node one place on or back in its sequence; a way among its ways. */
  nudge: (target: string, by: 1 | -1) => void;
  /** A setting that is undefined is left out of the document. */
  patch: (target: string, changes: Readonly<Record<string, unknown>>) => void;
  patchFlow: (changes: Readonly<Record<string, unknown>>) => void;
  remove: (target: string) => void;
  duplicate: (target: string) => void;
  addWay: (node: string) => void;
  moveWay: (node: string, from: number, to: number) => void;
  load: (doc: FlowDocument) => void;
}

const COPY = { 'zh-CN': ' 副本', en: ' copy' } as const;
const FEWEST_WAYS = 2;

export type FlowDesign = ReturnType<typeof createFlowDesign>;

export function createFlowDesign(initial: FlowDocument, now: () => number = Date.now) {
  return createUndoable<FlowState>((set, begin) => {
    const edit = (name: string, change: (doc: FlowDocument) => void, select?: (doc: FlowDocument) => string | null) => {
      begin(name);
      set((state) => {
        const doc = produce(state.doc, (draft) => change(draft as FlowDocument));
        if (doc === state.doc) return state;
        return { doc, ...(select ? { selected: select(doc) } : {}) };
      });
    };
    return {
      doc: initial,
      selected: null,
      select: (target) => set((state) => (state.selected === target ? state : { selected: target })),
      insert: (node, at) => edit('', (doc) => void (mayGo(doc, node, at) && listAt(doc, at.into).splice(at.index, 0, node)), () => node.id),
      move: (id, to) => edit('', (doc) => moveNode(doc, id, to), () => id),
      nudge: (target, by) => edit('', (doc) => (target.includes('/') ? nudgeWay(doc, target, by) : nudgeNode(doc, target, by))),
      patch: (target, changes) =>
        edit(`${target}:${Object.keys(changes).join()}`, (doc) => {
          const part = target.includes('/') ? wayOf(doc, target)?.way : nodeOf(doc, target);
          if (part) assign(part as unknown as Record<string, unknown>, changes);
        }),
      patchFlow: (changes) => edit(`:${Object.keys(changes).join()}`, (doc) => assign(doc as unknown as Record<string, unknown>, changes)),
      remove: (target) => edit('', (doc) => (target.includes('/') ? removeWay(doc, target) : removeNode(doc, target)), () => null),
      duplicate: (target) =>
        set((state) => {
          const made = target.includes('/') ? copyOfWay(state.doc, target) : copyOfNode(state.doc, target);
          if (!made) return state;
          begin('');
          return { doc: produce(state.doc, (draft) => made.put(draft as FlowDocument)), selected: made.target };
        }),
      addWay: (id) =>
        edit(
          '',
          (doc) => {
            const node = nodeOf(doc, id);
            if (node?.branches) node.branches.splice(beforeElse(node), 0, freshWay(doc, node));
            if (node?.clocks) node.clocks.push(freshClock(doc, node.clocks.length + 1));
          },
          (doc) => {
            const node = nodeOf(doc, id)!;
            return keyOfWay(id, waysOf(node)[beforeElse(node) - 1]!.id);
          },
        ),
      moveWay: (id, from, to) =>
        edit('', (doc) => {
          const node = nodeOf(doc, id);
          if (node) shiftWay(node, from, to);
        }),
      load: (doc) => {
        begin('');
        set({ doc, selected: null });
      },
    };
  }, now);
}

/** Where a way is added: at the end, yet before the one for everything else. */
const beforeElse = (node: FlowNode): number => waysOf(node).length - (hasElse(node) ? 1 : 0);

export function freshWay(doc: FlowDocument, node: FlowNode): Way {
  const n = beforeElse(node) + 1;
  const isParallel = node.type === 'parallel';
  const title = isParallel ? { 'zh-CN': `分支 ${n}`, en: `Way ${n}` } : { 'zh-CN': `条件 ${n}`, en: `Condition ${n}` };
  return { id: newId(doc, 'w'), title, ...(isParallel ? {} : { when: { cond: [] } }), nodes: [] };
}

/** A way that begins when its time has come. */
export function freshClock(doc: FlowDocument, n: number): Way {
  return { id: newId(doc, 'w'), title: { 'zh-CN': `计时 ${n}`, en: `Clock ${n}` }, nodes: [{ id: newId(doc), type: 'wait', days: 1 }] };
}

function moveNode(doc: FlowDocument, id: string, to: Place): void {
  const from = locate(doc, id);
  const node = nodeOf(doc, id);
  if (!from || !node || isFixed(doc, id) || !mayGo(doc, node, to)) return;
  const target = listAt(doc, to.into);
  const index = from.into === to.into && from.index < to.index ? to.index - 1 : to.index;
  listAt(doc, from.into).splice(from.index, 1);
  target.splice(index, 0, node);
}

function nudgeNode(doc: FlowDocument, id: string, by: 1 | -1): void {
  const from = locate(doc, id);
  if (!from) return;
  const index = by === 1 ? from.index + 2 : from.index - 1;
  const isInList = index >= 0 && index <= listAt(doc, from.into).length;
  if (isInList && !(from.into === '' && index === doc.nodes.length)) moveNode(doc, id, { into: from.into, index });
}

function nudgeWay(doc: FlowDocument, key: string, by: 1 | -1): void {
  const found = wayOf(doc, key);
  if (found) shiftWay(found.node, found.index, found.index + by);
}

function shiftWay(node: FlowNode, from: number, to: number): void {
  const ways = node.branches ?? node.clocks ?? [];
  if (from === to || to < 0 || to >= ways.length || isElse(node, from) || isElse(node, to)) return;
  const [way] = ways.splice(from, 1);
  ways.splice(to, 0, way!);
}

function removeNode(doc: FlowDocument, id: string): void {
  const place = locate(doc, id);
  if (place && !isFixed(doc, id)) listAt(doc, place.into).splice(place.index, 1);
}

/** A fork of one way is none: what is in that way takes its place. */
function removeWay(doc: FlowDocument, key: string): void {
  const found = wayOf(doc, key);
  if (!found || isElse(found.node, found.index)) return;
  const { node, index } = found;
  if (node.clocks) {
    if (node.clocks.length > 1) node.clocks.splice(index, 1);
    return;
  }
  node.branches!.splice(index, 1);
  if (node.branches!.length >= FEWEST_WAYS) return;
  const place = locate(doc, node.id)!;
  listAt(doc, place.into).splice(place.index, 1, ...(node.branches![0]?.nodes ?? []));
}

interface Made {
  target: string;
  put: (doc: FlowDocument) => void;
}

function copyOfNode(doc: FlowDocument, id: string): Made | null {
  const node = nodeOf(doc, id);
  const place = locate(doc, id);
  if (!node || !place || isFixed(doc, id) || node.type === 'end') return null;
  const copy = copied(node, doc);
  return { target: copy.id, put: (draft) => void listAt(draft, place.into).splice(place.index + 1, 0, copy) };
}

function copyOfWay(doc: FlowDocument, key: string): Made | null {
  const found = wayOf(doc, key);
  if (!found || isElse(found.node, found.index)) return null;
  const { node, way, index } = found;
  const inside = copied({ id: newId(doc), type: 'repeat', nodes: way.nodes ?? [] }, doc).nodes!;
  const title = Object.fromEntries(Object.entries(way.title ?? {}).map(([language, text]) => [language, text + (COPY[language as keyof typeof COPY] ?? '')]));
  const copy: Way = { ...structuredClone(way), id: newId(doc, 'w'), title, nodes: inside };
  return { target: keyOfWay(node.id, copy.id), put: (draft) => void (waysOf(nodeOf(draft, node.id)!) as Way[]).splice(index + 1, 0, copy) };
}
