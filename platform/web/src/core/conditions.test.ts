import { expect, it } from 'vitest';
import file from '../../../backend/huiliu/core/expressions/cases.json';
import { BadCondition, Rows, evaluate, paths, type Kind } from './conditions';
import type { Condition, CurrentName, FieldValue, Term } from './documents';

type Row = Record<string, FieldValue> & { lines: Record<string, FieldValue>[] };
const rows = file.rows as unknown as Row[];
const kinds = file.fields as Record<string, Kind>;

function holds(condition: Condition | Term, row: Row): boolean {
  return evaluate('cond' in condition ? condition : { cond: [condition] }, {
    get: (path) => {
      const [head, column] = path.split('.');
      return column ? new Rows(row.lines.map((line) => line[column] ?? null)) : (row[head!] ?? null);
    },
    kind: (path) => kinds[path]!,
    current: file.current as Partial<Record<CurrentName, string | string[]>>,
    zone: () => 480,
  });
}

const cases = file.cases as unknown as { condition: Condition | Term; true_for: number[] }[];

it.each(cases.map((one) => [JSON.stringify(one.condition), one] as const))('%s', (_, { condition, true_for }) => {
  expect(rows.flatMap((row, index) => (holds(condition, row) ? [index] : []))).toEqual(true_for);
});

// Ids are opaque texts in the browser, so any text may be one.
const refused = (file.refused as unknown as Term[]).filter((one) => kinds[one.field] !== 'id');

it.each(refused.map((one) => [JSON.stringify(one), one] as const))('refuses %s', (_, condition) => {
  expect(() => rows.map((row) => holds(condition, row))).toThrow(BadCondition);
});

it('compares references by their id', () => {
  const context = { get: () => ({ id: 'x7', title: '保温杯' }), kind: () => 'id' as const, current: {} };
  expect(evaluate({ cond: [{ field: 'product', op: 'eq', value: 'x7' }] }, context)).toBe(true);
  expect(evaluate({ cond: [{ field: 'product', op: 'in', value: ['x8'] }] }, context)).toBe(false);
});

it('names every path it reads', () => {
  const condition: Condition = {
    rel: 'or',
    cond: [{ field: 'qty', op: 'gt', value: { field: 'lines.max' } }, { cond: [{ field: 'owner', op: 'empty' }] }],
  };
  expect([...paths(condition)].sort()).toEqual(['lines.max', 'owner', 'qty']);
});
