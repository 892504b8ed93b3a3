/** Keeps what is on screen fresh: each live message makes its queries stale. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { keys, LIVE_KEYS, touched } from '@/core/keys';
import { connect } from '@/core/live';
import { refresher } from './refresh';

/** Connects as soon as somebody is signed in, beside the first reads and not after them. */
export function useLive(isSignedIn: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isSignedIn) return undefined;
    const refresh = refresher(queries);
    const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
    return connect({
      url: `${scheme}://${window.location.host}/ws`,
      onMessage: (message) => touched(message).forEach(refresh),
      onReady: () => whenIdle(() => LIVE_KEYS.filter((queryKey) => queries.getQueryCache().find({ queryKey, exact: false })).forEach(refresh)),
      onSignedOut: () => void queries.invalidateQueries({ queryKey: keys.session }),
    });
  }, [queries, isSignedIn]);
}

const LONGEST_WAIT_MS = 2_000;

/** Reading again what was just read waits until the page stands. */
function whenIdle(work: () => void): void {
  if ('requestIdleCallback' in window) window.requestIdleCallback(work, { timeout: LONGEST_WAIT_MS });
  else setTimeout(work, LONGEST_WAIT_MS / 2);
}
