import { expect, it } from 'vitest';
import type { Field } from '@/core/documents';
import { likelyPair, othersFilling } from './fills';

const field = (id: string, type: 'text' | 'money' | 'date', name: string): Field => ({ id, type, label: { 'zh-CN': name } }) as Field;
const reference = (id: string, copy?: Record<string, string>): Field => ({ id, type: 'reference', form: 'x', label: { 'zh-CN': id }, ...(copy ? { copy } : {}) });
const OURS = [field('no', 'text', '单号'), field('phone', 'text', '联系电话'), field('limit', 'money', '信用额度'), field('level', 'text', '等级')];
const THEIRS = [field('name', 'text', '名称'), field('tel', 'text', '电话'), field('credit', 'money', '额度'), field('level', 'text', '等级')];

it('guesses the fields that are called the same, then alike, then of one type', () => {
  const taken: [string, string][] = [];
  const left = () => OURS.filter((one) => !taken.some(([to]) => to === one.id));
  for (let n = 0; n < 4; n++) taken.push([...likelyPair(left(), THEIRS, taken)!]);
  expect(taken).toEqual([['level', 'level'], ['phone', 'tel'], ['limit', 'credit'], ['no', 'name']]);
});

it('takes something even where nothing is alike, and nothing where nothing is left', () => {
  expect(likelyPair([field('day', 'date', '日期')], [THEIRS[0]!], [['no', 'name']])).toEqual(['day', 'name']);
  expect(likelyPair([], THEIRS, [])).toBeNull();
  expect(likelyPair(OURS, [], [])).toBeNull();
});

it('knows who else fills a field', () => {
  const beside = [reference('a', { phone: 'tel' }), reference('b', { phone: 'tel', no: 'name' }), reference('c'), ...OURS];
  expect(othersFilling('phone', 'a', beside).map((one) => one.id)).toEqual(['b']);
  expect(othersFilling('no', 'b', beside)).toEqual([]);
});
