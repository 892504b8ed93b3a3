import { expect, it } from 'vitest';
import nodes from '@/generated/nodes.json';
import type { FlowDocument, FlowNode } from './document';
import { actionFacts, factsOf, nodeTypes } from './kind';
import { kinds } from './kinds';
import { rightOf, withRight } from '../lib/rights';
import type { Say } from './say';
import { createFlowDesign } from './store';
import { copied, mayGo, targetAt, walk } from './tree';

const ask = (id: string): FlowNode => ({ id, type: 'approval', assignees: { heads: 1 } });
const doc = (): FlowDocument => ({
  kind: 'flow',
  version: 1,
  id: 'f',
  form: 'f',
  title: { 'zh-CN': '审批' },
  nodes: [
    { id: 'start', type: 'start' },
    { id: 'fork', type: 'branch', branches: [{ id: 'large', when: { cond: [] }, nodes: [ask('boss')] }, { id: 'else', nodes: [] }] },
    { id: 'again', type: 'repeat', times: 2, nodes: [ask('check')] },
    { id: 'end', type: 'end' },
  ],
});
const ids = (flow: FlowDocument) => walk(flow.nodes).map(({ node }) => node.id);
const design = () => createFlowDesign(doc());

it('leads from a problem of the server to the node or way it is about', () => {
  expect(targetAt(doc(), 'nodes.1.branches.0.nodes.0.assignees')).toBe('boss');
  expect(targetAt(doc(), 'nodes.1.branches.1')).toBe('fork/else');
  expect(targetAt(doc(), 'nodes.2.nodes.0.mode')).toBe('check');
  expect(targetAt(doc(), 'nodes.2.times')).toBe('again');
  expect(targetAt(doc(), 'settings.withdraw')).toBeNull();
});

it('lets nothing stand before the start, after an end, or inside itself', () => {
  const flow = doc();
  expect(mayGo(flow, { type: 'approval' }, { into: '', index: 0 })).toBe(false);
  expect(mayGo(flow, { type: 'approval' }, { into: '', index: 4 })).toBe(false);
  expect(mayGo(flow, { type: 'approval' }, { into: '', index: 3 })).toBe(true);
  expect(mayGo(flow, flow.nodes[1]!, { into: 'fork/large', index: 0 })).toBe(false);
  expect(mayGo(flow, { type: 'end' }, { into: '', index: 3 })).toBe(false);
  expect(mayGo(flow, { type: 'end' }, { into: 'fork/large', index: 1 })).toBe(true);
  expect(mayGo(flow, { type: 'end' }, { into: 'fork/large', index: 0 })).toBe(false);
});

it('moves a node between ways, and undoes it', () => {
  const store = design();
  store.getState().move('boss', { into: 'fork/else', index: 0 });
  expect(store.getState().doc.nodes[1]!.branches!.map((way) => way.nodes!.map((node) => node.id))).toEqual([[], ['boss']]);
  store.temporal.getState().undo();
  expect(store.getState().doc).toEqual(doc());
});

it('keeps the start, the end and the way for everything else where they are', () => {
  const store = design();
  const { move, remove, nudge, moveWay, duplicate } = store.getState();
  move('start', { into: 'fork/else', index: 0 });
  move('end', { into: 'fork/else', index: 0 });
  move('boss', { into: 'boss', index: 0 });
  remove('start');
  remove('end');
  remove('fork/else');
  moveWay('fork', 1, 0);
  nudge('start', 1);
  nudge('again', 1);
  duplicate('end');
  duplicate('fork/else');
  expect(store.getState().doc).toEqual(doc());
});

it('turns a fork that loses its last condition into what was in the rest', () => {
  const store = design();
  store.getState().insert(ask('rest'), { into: 'fork/else', index: 0 });
  store.getState().remove('fork/large');
  expect(ids(store.getState().doc)).toEqual(['start', 'rest', 'again', 'check', 'end']);
});

it('adds a condition before everything else, and copies a way with nodes of its own', () => {
  const store = design();
  store.getState().addWay('fork');
  expect(store.getState().doc.nodes[1]!.branches!.map((way) => way.title?.['zh-CN'])).toEqual([undefined, '条件 2', undefined]);
  store.getState().duplicate('fork/large');
  const [first, second] = store.getState().doc.nodes[1]!.branches!;
  expect(second!.nodes!.map((node) => node.type)).toEqual(['approval']);
  expect(second!.nodes![0]!.id).not.toBe(first!.nodes![0]!.id);
  expect(new Set(ids(store.getState().doc)).size).toBe(ids(store.getState().doc).length);
});

it('leads a returning copy to the copied node', () => {
  const fork = doc().nodes[1]!;
  fork.branches![1]!.nodes = [{ ...ask('chief'), actions: { return: { to: ['boss', 'check'] } } }];
  const copy = copied(fork, doc());
  const [large, rest] = copy.branches!;
  expect((rest!.nodes![0]!['actions'] as { return: { to: string[] } }).return.to).toEqual([large!.nodes![0]!.id, 'check']);
});

it('counts typing in one setting as one step', () => {
  const store = createFlowDesign(doc(), () => 0);
  for (const text of ['审', '审核', '审核人']) store.getState().patch('boss', { title: { 'zh-CN': text } });
  store.temporal.getState().undo();
  expect(store.getState().doc).toEqual(doc());
});

it('writes down only rights that differ from what holds anyway', () => {
  expect(withRight({}, 'total', 'view', 'view')).toBeUndefined();
  expect(withRight({}, '*', 'hidden', 'view')).toEqual({ '*': 'hidden' });
  expect(withRight({ lines: 'hidden' }, 'lines.price', 'hidden', 'view')).toEqual({ lines: 'hidden' });
  expect(withRight({ lines: 'edit' }, 'lines.price', 'view', 'view')).toEqual({ lines: 'edit', 'lines.price': 'view' });
  expect(rightOf({ '*': 'edit', lines: 'hidden' }, 'lines.price', 'view')).toBe('hidden');
  expect(rightOf({ '*': 'edit' }, 'remark', 'view')).toBe('edit');
});

const said: Say = { t: ((key: string) => key) as unknown as Say['t'], words: (words) => words?.['zh-CN'] ?? '', field: (path) => path, people: () => 'people', condition: () => 'condition', period: () => 'period', form: (key) => key, member: (login) => login };

it.each(nodes.types.map((type) => type.name))('knows the type %s of the server and says what its samples do', (name) => {
  expect(kinds.has(name)).toBe(true);
  for (const sample of nodes.types.find((type) => type.name === name)!.samples) {
    for (const line of kinds.get(name).say(sample as FlowNode, said)) expect(line).not.toBe('');
  }
});

it('starts every addable type with settings that the server would read', () => {
  for (const { name } of nodeTypes().filter((one) => one.addable)) {
    const made = { id: 'n', type: name, ...kinds.get(name).create(doc(), { into: 'fork/else', index: 0 }) };
    const allowed = nodes.types.find((type) => type.name === name)!.settings;
    expect(Object.keys(made).filter((key) => !allowed.includes(key))).toEqual([]);
  }
  expect(factsOf('approval').answers).toEqual(['approve', 'reject']);
  expect(actionFacts.map((one) => one.name)).toContain('add_sign');
});
