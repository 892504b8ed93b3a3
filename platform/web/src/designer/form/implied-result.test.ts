import { describe, expect, it } from 'vitest';
import type { Field } from '@/core/documents';
import { impliedResult } from './implied-result';

const field = (id: string, type: string, more: object = {}) => ({ id, type, label: {}, ...more }) as unknown as Field; // as a document has it
const fields: Record<string, Field> = {
  price: field('price', 'money'), qty: field('qty', 'number'), day: field('day', 'date'), name: field('name', 'text'),
  'lines.amount': field('amount', 'formula', { result: 'money' }), 'lines.qty': field('qty', 'number'), who: field('who', 'member'),
};
const implied = (formula: string) => impliedResult(formula, (path) => fields[path]);

describe('what a formula gives', () => {
  it.each([
    ['SUM({lines.amount})', 'money'],
    ['SUM({lines.qty})', 'number'],
    ['ROUND({price}*{qty}*1.13, 2)', 'money'],
    ['IF({qty}>10, {price}*0.9, {price})', 'money'],
    ['{price}/{qty}', 'money'],
    ['SUM({lines.amount})/{price}', 'number'],
    ['SUMIF({lines.qty}, ">1", {lines.amount})', 'money'],
    ['SUMPRODUCT({lines.qty}, {lines.amount})', 'money'],
    ['IFERROR({price}, 0)', 'money'],
    ['{day}+30', 'date'],
    ['{day}-{day}', 'number'],
    ['{name}&"号"', 'text'],
    ['{qty}>1', 'switch'],
    ['IF({qty}>1, "多", "少")', 'text'],
    ['-{price}', 'money'],
  ])('%s', (formula, result) => expect(implied(formula)).toBe(result));

  it('is not said of what could be anything', () => {
    for (const formula of ['', '{gone}', '{who}', '{price}*', 'IF({qty}>1, {price}, "少")', '{gone}*{price}']) expect(implied(formula)).toBeNull();
  });
});
