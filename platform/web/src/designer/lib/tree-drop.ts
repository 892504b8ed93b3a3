/** What a drag over a tree says of itself: in flows and in automations alike. */

/** In a sequence, before what stands there. */
interface Place {
  into: string;
  index: number;
}
/** A way of a fork, a case of a branch. */
export interface WayPlace {
  of: string;
  index: number;
}

/** What is dragged: a node, or a way. */
export interface SourceData extends Record<string, unknown> {
  node?: string;
  way?: WayPlace;
}
/** What it is over: a place between nodes, or a way. */
export interface TargetData extends Record<string, unknown> {
  place?: Place;
  way?: WayPlace;
}
