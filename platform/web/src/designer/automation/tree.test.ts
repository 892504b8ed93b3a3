import { expect, it } from 'vitest';
import type { AutomationDocument, Step } from './document';
import { createAutomationDesign } from './store';
import { copied, locate, mayGo, stepAt, targetAt, walk } from './tree';

const find = (id: string): Step => ({ id, type: 'find_record', form: 'task', match: { cond: [] } });
const DOC: AutomationDocument = {
  kind: 'automation',
  version: 1,
  id: 'a',
  title: { 'zh-CN': '甲' },
  trigger: { type: 'record_created', form: 'order' },
  steps: [
    find('s1'),
    { id: 's2', type: 'for_each', found: 's1', steps: [{ id: 's3', type: 'calculate', values: { n: { formula: '{$s2.qty}+{$s1.count}' } } }] },
    { id: 's4', type: 'branch', cases: [{ when: { cond: [] }, steps: [find('s5')] }, { when: { cond: [] }, steps: [] }], otherwise: [find('s6')] },
  ],
};
const design = () => createAutomationDesign(structuredClone(DOC), () => 0);
const order = (doc: AutomationDocument) => walk(doc.steps).map(({ step, place }) => `${place.into}:${step.id}`);

it('walks loops, cases and what is otherwise in the order they are drawn', () => {
  expect(order(DOC)).toEqual([':s1', ':s2', 's2:s3', ':s4', 's4/0:s5', 's4/otherwise:s6']);
});

it('finds what a problem is about', () => {
  expect(targetAt(DOC, 'trigger.form')).toBe('$trigger');
  expect(targetAt(DOC, 'when')).toBe('$when');
  expect(targetAt(DOC, 'title')).toBeNull();
  expect(targetAt(DOC, 'steps')).toBeNull();
  expect(targetAt(DOC, 'steps.1.steps.0.values.n')).toBe('s3');
  expect(targetAt(DOC, 'steps.1.for_each.steps.0.values.n')).toBe('s3');
  expect(targetAt(DOC, 'steps.2.cases.1.when')).toBe('s4/1');
  expect(targetAt(DOC, 'steps.2.cases.0.steps.0.form')).toBe('s5');
  expect(targetAt(DOC, 'steps.2.otherwise.0.form')).toBe('s6');
  expect(stepAt(DOC, 'steps.2.cases.0.steps.0')?.id).toBe('s5');
});

it('moves a step into a case, never into itself', () => {
  const store = design();
  store.getState().move('s1', { into: 's4/1', index: 0 });
  expect(order(store.getState().doc)).toEqual([':s2', 's2:s3', ':s4', 's4/0:s5', 's4/1:s1', 's4/otherwise:s6']);
  expect(mayGo(DOC.steps[2]!, { into: 's4/0', index: 0 })).toBe(false);
  const before = store.getState().doc;
  store.getState().move('s4', { into: 's4/0', index: 0 });
  expect(store.getState().doc).toBe(before);
});

it('copies with ids of its own, and what reads inside reads inside', () => {
  let n = 0;
  const copy = copied(DOC.steps[1]!, DOC, () => ((n += 7) % 31) / 31);
  const [loop, inside] = walk([copy]).map(({ step }) => step);
  expect(new Set([loop!.id, inside!.id, 's1', 's2', 's3']).size).toBe(5);
  expect(loop!['found']).toBe('s1');
  expect(inside!['values']).toEqual({ n: { formula: `{$${loop!.id}.qty}+{$s1.count}` } });
});

it('keeps the last case, nudges cases with the selection, and undoes each step', () => {
  const store = design();
  store.getState().addCase('s4');
  expect(store.getState().selected).toBe('s4/2');
  store.getState().nudge('s4/2', -1);
  expect(store.getState().selected).toBe('s4/1');
  for (let left = 0; left < 4; left++) store.getState().remove('s4/0');
  expect(store.getState().doc.steps[2]!.cases).toHaveLength(1);
  for (let step = 0; step < 4; step++) store.temporal.getState().undo();
  expect(store.getState().doc).toEqual(DOC);
});

it('moves a case to the place of another, selected, and nothing where there is none', () => {
  const store = design();
  store.getState().addCase('s4');
  const before = store.getState().doc.steps[2]!.cases!;
  store.getState().moveCase('s4', 2, 0);
  expect(store.getState().doc.steps[2]!.cases).toEqual([before[2], before[0], before[1]]);
  expect(store.getState().selected).toBe('s4/0');
  const moved = store.getState().doc;
  store.getState().moveCase('s4', 0, 7);
  expect(store.getState().doc).toBe(moved);
  store.temporal.getState().undo();
  expect(store.getState().doc.steps[2]!.cases).toEqual(before);
});

it('puts a step where the place is and takes it away again', () => {
  const store = design();
  store.getState().insert(find('s9'), { into: 's4/otherwise', index: 1 });
  expect(locate(store.getState().doc, 's9')).toEqual({ into: 's4/otherwise', index: 1 });
  store.getState().remove('s9');
  expect(store.getState().doc).toEqual(DOC);
});
