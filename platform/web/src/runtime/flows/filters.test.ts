import { expect, test } from 'vitest';
import { addressOf, filtersOf, isNarrowed, queryOf } from './filters';

const read = (text: string) => filtersOf(new URLSearchParams(text));

test('what runs is shown first, and an address brings its filters back', () => {
  expect(read('').state).toBe('running');
  const filters = read('state=rejected&form=receipt&node=check&handler=3&handlerName=王&overdue=1&search=RK');
  expect(filtersOf(new URLSearchParams(addressOf(filters)))).toEqual(filters);
});

test('a day begins where the reader is, and the last day is asked for whole', () => {
  const query = queryOf(read('from=2026-10-01&to=2026-10-02'));
  expect(query.since).toBe(new Date(2026, 9, 1).toISOString());
  expect(query.until).toBe(new Date(2026, 9, 3).toISOString());
});

test('nothing is asked for where nothing is said', () => {
  expect(Object.values(queryOf(read('state=all'))).every((value) => value === undefined)).toBe(true);
  expect([isNarrowed(read('state=all')), isNarrowed(read('overdue=1'))]).toEqual([false, true]);
});
