/** What a dragged card is over: outside React, so that a drag redraws two places, not the tree. */
import { useSyncExternalStore } from 'react';

let over = '';
const listeners = new Set<() => void>();

export function setOver(id: string): void {
  if (id === over) return;
  over = id;
  for (const tell of listeners) tell();
}

export function useIsOver(id: string): boolean {
  return useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => over === id,
  );
}
