import { expect, it } from 'vitest';
import cases from '../../../../backend/huiliu/core/expressions/shares.json';
import { shares } from './shares';
import { D, FormulaError, type Value } from './values';

const typed = (given: string | null): Value =>
  given === null ? null : given.startsWith('#') ? new FormulaError(given) : new D(given);
const shown = (value: Value) => (value instanceof FormulaError ? value.code : new D(value as never).toString());

it.each(cases)('shares $whole by $weights', ({ whole, weights, scale, shares: wanted }) => {
  const found = shares(typed(whole), weights.map(typed), scale);
  expect(found.map(shown)).toEqual(wanted.map((one) => shown(typed(one))));
});
