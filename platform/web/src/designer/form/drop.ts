/** Where a dragged field would land: outside React, so that a drag re-renders two cards, not the form. */
import { useSyncExternalStore } from 'react';
import type { FieldType, FormDocument } from '@/core/documents';
import type { Hover } from '../lib/dnd';
import { listAt, type Place } from './tree';

export type Side = 'left' | 'right' | 'top' | 'bottom' | 'inside';

interface Landing {
  /** The target's id: a card's path, or `zone:` of a container. */
  over: string;
  side: Side;
  place: Place;
}

/** What cards and containers say of themselves. */
export interface TargetData extends Record<string, unknown> {
  parent: string | null;
  /** Of a card; a container has none. */
  index?: number;
  isWide?: boolean;
}
export interface SourceData extends Record<string, unknown> {
  type: FieldType;
  /** Absent: a new field from the palette. */
  path?: string;
}

let landing: Landing | null = null;
const listeners = new Set<() => void>();

export function currentLanding(): Landing | null {
  return landing;
}

export function setLanding(next: Landing | null): void {
  if (landing?.over === next?.over && landing?.side === next?.side) return;
  landing = next;
  listeners.forEach((listener) => listener());
}

/** Left and right of a narrow field, above and below a wide one, inside an empty container. */
export function landingOf(hover: Hover, doc: FormDocument): Landing {
  const { parent, index, isWide } = hover.data as TargetData;
  if (index === undefined) return { over: hover.id, side: 'inside', place: { parent, index: listAt(doc, parent).length } };
  const { left, top, width, height } = hover.box;
  const isBefore = isWide ? hover.y < top + height / 2 : hover.x < left + width / 2;
  const side = isWide ? (isBefore ? 'top' : 'bottom') : isBefore ? 'left' : 'right';
  return { over: hover.id, side, place: { parent, index: index + (isBefore ? 0 : 1) } };
}

export function useSide(id: string): Side | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (landing?.over === id ? landing.side : null),
  );
}
