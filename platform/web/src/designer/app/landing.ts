/** Where what is dragged would land. A line shows it; nothing moves until the drop. */
import type { Hover } from '../lib/dnd';
import { setOver } from '../lib/over';
import type { Leads, Spot } from './document';

/** An entry, a group, or something that has no place yet. */
export interface SourceData extends Record<string, unknown> {
  entry?: string;
  group?: string;
  thing?: Leads;
}
/** A line of the navigation, or (without `index`) a group as a whole. */
export interface TargetData extends Record<string, unknown> {
  group: string;
  groupIndex: number;
  /** How many lines the group has. */
  length: number;
  index?: number;
}
interface Landing {
  /** The target's id and side, which `useIsOver` listens for. */
  mark: string;
  spot: Spot;
  groupIndex: number;
}

/** Before or after a line; at the end of a group; before or after a group, when a group is dragged. */
export function landingOf({ id, data, box, y }: Hover): Landing {
  const { group, groupIndex, length, index } = data as TargetData; // targets of the builder say nothing else
  const isBefore = y < box.top + box.height / 2;
  const after = isBefore ? 0 : 1;
  return { mark: `${id}:${isBefore ? 'top' : 'bottom'}`, spot: { group, index: index === undefined ? length : index + after }, groupIndex: groupIndex + after };
}

let landing: Landing | null = null;

export function setLanding(next: Landing | null): void {
  landing = next;
  setOver(next?.mark ?? '');
}

export const currentLanding = (): Landing | null => landing;
