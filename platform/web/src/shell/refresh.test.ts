import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { refresher } from './refresh';

let queries: QueryClient;
/** The reads under way: each answers when told. */
let reads: ((value: string) => void)[];

function show(key: readonly string[]): QueryObserver<string> {
  const observer = new QueryObserver<string>(queries, { queryKey: key, queryFn: () => new Promise<string>((answer) => reads.push(answer)), staleTime: Infinity });
  observer.subscribe(() => undefined);
  return observer;
}

async function answer(value: string): Promise<void> {
  reads.at(-1)?.(value);
  await vi.advanceTimersByTimeAsync(0);
}

beforeEach(() => {
  vi.useFakeTimers();
  queries = new QueryClient();
  reads = [];
});

describe('refresher', () => {
  it('reads once after a burst', async () => {
    const shown = show(['balances', 'jxc', 'stock']);
    await answer('1');
    const refresh = refresher(queries);
    for (let i = 0; i < 20; i++) refresh(['balances', 'jxc', 'stock']);
    await vi.advanceTimersByTimeAsync(400);
    expect(reads).toHaveLength(2);
    await answer('2');
    expect(shown.getCurrentResult().data).toBe('2');
  });

  it('does not believe a first read that began before the news', async () => {
    const shown = show(['balances', 'jxc', 'stock']);
    refresher(queries)(['balances', 'jxc', 'stock']);
    await vi.advanceTimersByTimeAsync(400);
    await answer('as it was before');
    expect(reads).toHaveLength(2);
    await answer('as it is');
    expect(shown.getCurrentResult().data).toBe('as it is');
  });

  it('shows each answer while news keeps coming, and the last of all', async () => {
    const shown = show(['records', 'jxc', 'sales_delivery']);
    await answer('0');
    const refresh = refresher(queries);
    refresh(['records', 'jxc', 'sales_delivery']);
    await vi.advanceTimersByTimeAsync(400);
    refresh(['records', 'jxc', 'sales_delivery']);
    await vi.advanceTimersByTimeAsync(400);
    expect(reads).toHaveLength(2);
    await answer('1');
    expect(shown.getCurrentResult().data).toBe('1');
    await vi.advanceTimersByTimeAsync(400);
    expect(reads).toHaveLength(3);
    await answer('2');
    expect(shown.getCurrentResult().data).toBe('2');
  });
});
