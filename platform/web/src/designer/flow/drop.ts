/** What a drag over the tree says of itself. */
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
