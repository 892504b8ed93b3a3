import { expect, it } from 'vitest';
import type { FlowNode } from './document';
import { lightOf } from './Trial';
import type { Tried } from './wire';

const ask = (id: string): FlowNode => ({ id, type: 'approval', assignees: { heads: 1 } });
const fork = (...nodes: FlowNode[][]): FlowNode => ({ id: 'fork', type: 'branch', branches: nodes.map((own, at) => ({ id: `w${at}`, nodes: own })) });
const lit = (node: FlowNode, ...passed: string[]) =>
  Object.fromEntries(lightOf({ record: 'r', steps: passed.map((one) => ({ node: one, people: [], empty: false })) } as unknown as Tried, [node]));

it('lights the way whose nodes were passed', () => {
  expect(lit(fork([ask('a')], []), 'fork', 'a')).toEqual({ fork: 'passed', a: 'passed', 'fork/w0': 'passed' });
});

it('lights the one way without nodes where none else led on, and says nothing of several', () => {
  expect(lit(fork([ask('a')], []), 'fork')).toEqual({ fork: 'passed', 'fork/w1': 'passed' });
  expect(lit(fork([ask('a')], [], []), 'fork')).toEqual({ fork: 'passed', 'fork/w0': 'perhaps', 'fork/w1': 'perhaps', 'fork/w2': 'perhaps' });
});

it('says nothing of a fork that was not reached, nor of the clocks of a limit', () => {
  expect(lit(fork([ask('a')], []))).toEqual({});
  const limit: FlowNode = { id: 'limit', type: 'limit', clocks: [{ id: 'c', nodes: [] }] } as unknown as FlowNode;
  expect(lit(limit, 'limit')).toEqual({ limit: 'passed', 'limit/c': 'perhaps' });
});
