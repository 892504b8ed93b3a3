import { expect, test } from 'vitest';
import { ApiError } from '@/core/api';
import { nodesToChoose } from './choosing';

function asked(data: Record<string, string>): ApiError {
  return new ApiError(422, { code: 'CHOOSE_PEOPLE', message: '', data });
}

test('names may hold whatever names hold', () => {
  const data = { nodes: 'a,b', titles: '财务、出纳审核、主管, 复核', 'title.a': '财务、出纳审核', 'title.b': '主管, 复核' };
  expect(nodesToChoose(asked(data))).toEqual([
    { id: 'a', title: '财务、出纳审核' },
    { id: 'b', title: '主管, 复核' },
  ]);
});

test('another refusal asks nothing', () => {
  expect(nodesToChoose(new ApiError(422, { code: 'OTHER', message: '' }))).toBeNull();
  expect(nodesToChoose(new Error('x'))).toBeNull();
});
