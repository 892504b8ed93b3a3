import { expect, it } from 'vitest';
import { fromCondition, NO_FILTER, toCondition } from './filters';

it('sends ids, not titles, and leaves unfinished rows out', () => {
  expect(
    toCondition({
      rel: 'and',
      rows: [
        { field: 'supplier', op: 'eq', value: { id: '7', title: '华东' } },
        { field: 'remark', op: 'contains', value: null },
        { field: 'files', op: 'empty', value: null },
        { field: 'kind', op: 'in', value: ['a', 'b'] },
      ],
    }),
  ).toEqual({
    rel: 'and',
    cond: [
      { field: 'supplier', op: 'eq', value: '7' },
      { field: 'files', op: 'empty' },
      { field: 'kind', op: 'in', value: ['a', 'b'] },
    ],
  });
});

it('keeps an open end of a range open', () => {
  expect(toCondition({ rel: 'and', rows: [{ field: 'total', op: 'between', value: '5', to: null }] })).toEqual({
    rel: 'and',
    cond: [{ field: 'total', op: 'between', value: ['5', null] }],
  });
});

it('sends who and when by name', () => {
  expect(toCondition({ rel: 'or', rows: [{ field: '$created_by', op: 'eq', value: null, current: 'member' }] })).toEqual({
    rel: 'or',
    cond: [{ field: '$created_by', op: 'eq', value: { current: 'member' } }],
  });
});

it('is nothing when nothing is filled in', () => {
  expect(toCondition(NO_FILTER)).toBeUndefined();
  expect(toCondition({ rel: 'and', rows: [{ field: 'a', op: 'eq', value: '' }] })).toBeUndefined();
});

it('comes back from a saved view as it was', () => {
  const condition = {
    rel: 'or' as const,
    cond: [
      { field: 'total', op: 'between' as const, value: ['1', null] },
      { field: 'day', op: 'gte' as const, value: { current: 'month_start' as const } },
      { field: 'kind', op: 'in' as const, value: ['a'] },
    ],
  };
  const filter = fromCondition(condition);
  expect(filter && toCondition(filter)).toEqual(condition);
  expect(fromCondition({ cond: [{ rel: 'or', cond: [] }] })).toBeNull();
});
