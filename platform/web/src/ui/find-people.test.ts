import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { api, type Query } from '@/core/api';
import { findPeople } from './find-people';

const NAMES = ['王敏', '王明', '赵丽', '李强 Wm'];
const PEOPLE = NAMES.map((name, at) => ({ id: String(at), name }));
const asked = vi.fn<(query: Query) => void>();

beforeEach(() => {
  vi.spyOn(api, 'get').mockImplementation((_, call) => {
    const query = call?.query ?? {};
    asked(query);
    const search = String(query['search'] ?? '').toLowerCase();
    return Promise.resolve({ items: PEOPLE.filter((one) => one.name.toLowerCase().includes(search)) }) as never;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  asked.mockReset();
});

const names = async (queries: QueryClient, typed: string) => (await findPeople(queries, 'member', typed)).map((one) => one.name);

it('finds by the first letters of pinyin, after whose name has them, each once', async () => {
  expect(await names(new QueryClient(), 'wm')).toEqual(['李强 Wm', '王敏', '王明']);
  expect(await names(new QueryClient(), 'ZL')).toEqual(['赵丽']);
  expect(await names(new QueryClient(), 'xx')).toEqual([]);
});

it('asks for everybody once, and not at all for Chinese', async () => {
  const queries = new QueryClient();
  expect(await names(queries, '王')).toEqual(['王敏', '王明']);
  await names(queries, 'w');
  await names(queries, 'wm');
  expect(asked.mock.calls.map(([query]) => query)).toEqual([
    { search: '王', kind: 'member' }, { search: 'w', kind: 'member' }, { kind: 'member', limit: 1000 }, { search: 'wm', kind: 'member' },
  ]);
});
