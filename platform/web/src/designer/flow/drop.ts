/** Where a dragged card would land: outside React, so that a drag redraws two places, not the tree. */
import { useSyncExternalStore } from 'react';
import type { Place } from './tree';

/** What is dragged: a node, or a way of a fork. */
export interface SourceData extends Record<string, unknown> {
  node?: string;
  way?: { of: string; index: number };
}
/** What it is over: a place between nodes, or a way. */
export interface TargetData extends Record<string, unknown> {
  place?: Place;
  way?: { of: string; index: number };
}

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
