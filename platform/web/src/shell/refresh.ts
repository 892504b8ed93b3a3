/** Reads again what live news made stale: a burst once, and never with a read that began before the news. */
import type { QueryClient, QueryKey } from '@tanstack/react-query';

const GATHER_MS = 300;

/** The answer takes keys as they become stale. While a key is being read, news of it waits for the end. */
export function refresher(queries: QueryClient, gather_ms = GATHER_MS): (key: readonly string[]) => void {
  const waiting = new Map<string, readonly string[]>();
  const running = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = () => {
    timer = undefined;
    for (const [name, key] of waiting) {
      if (running.has(name)) continue;
      waiting.delete(name);
      running.add(name);
      void readAgain(queries, key).finally(() => {
        running.delete(name);
        if (waiting.has(name)) soon();
      });
    }
  };
  const soon = () => {
    timer ??= setTimeout(flush, gather_ms);
  };
  return (key) => {
    waiting.set(key.join('/'), key);
    soon();
  };
}

/** A read under way may have passed the server before the news: it is let finish, then repeated. Broken off
 * instead, it would never finish where news keeps coming. */
async function readAgain(queries: QueryClient, queryKey: QueryKey): Promise<void> {
  const underWay = queries.getQueryCache().findAll({ queryKey, fetchStatus: 'fetching' });
  await Promise.allSettled(underWay.map((query) => query.promise));
  await queries.invalidateQueries({ queryKey }, { cancelRefetch: false });
}
