import { expect, it } from 'vitest';
import vectors from '../../../../backend/huiliu/core/expressions/vectors.json';
import { parseIsoDay } from './calendar';
import { FormulaSyntax, functionSpecs, parse, show, type Env, type Value } from './formula';
import { functionNames } from './functions';
import { fitted } from './results';
import { D, Day, FormulaError, Moment, NUM } from './values';

const zone = () => vectors.offset;

function typed(value: unknown): Value {
  if (Array.isArray(value)) return value.map(typed);
  if (value === null || typeof value !== 'object') return value as Value;
  if ('number' in value) return new D(value.number as string);
  if ('date' in value) return new Day(parseIsoDay(value.date as string)!);
  return new Moment(Date.parse((value as { moment: string }).moment), zone);
}

const fields = new Map(Object.entries(vectors.fields).map(([name, value]) => [name, typed(value)]));
const env: Env = {
  today: new Day(parseIsoDay(vectors.today)!),
  now: new Moment(Date.parse(vectors.now), zone),
  member: vectors.member,
};
const computed = (formula: string) => show(parse(formula).run((path) => fields.get(path) ?? null, env));

it.each(vectors.vectors as [string, string][])('computes %s', (formula, result) => {
  expect(computed(formula)).toBe(result);
});

it.each(vectors.refused as [string, string, number][])('refuses %s', (formula, reason, position) => {
  expect(() => parse(formula)).toThrow(expect.objectContaining({ reason, position }));
});

it.each(functionSpecs.flatMap((spec) => spec.samples))('keeps the promise of the sample %s', (formula, result) => {
  expect(computed(formula)).toBe(result);
});

it('has every function of the server, and no other', () => {
  expect(functionNames).toEqual(functionSpecs.map((spec) => spec.name).sort());
});

it('words a refusal in both languages', () => {
  const refused = new FormulaSyntax('unknown_name', 0, { name: 'SUMM' });
  expect(refused.words('zh-CN')).toBe('没有“SUMM”这个函数');
  expect(refused.words('en')).toBe('There is no function “SUMM”');
});

it('fits results into their field', () => {
  expect(fitted(new D('2.675'), 'money', 2)).toBe('2.68');
  expect(fitted(new D('-0.001'), 'number', 2)).toBe('0.00');
  expect(fitted('', 'number')).toBeNull();
  expect(fitted(new D('1e30'), 'money', 2)).toEqual(NUM);
  expect(fitted(env.now, 'date')).toBe(vectors.today);
  expect(fitted(new D('1.50'), 'text')).toBe('1.5');
  expect(fitted(new FormulaError('#NA'), 'text')).toEqual(new FormulaError('#NA'));
});
