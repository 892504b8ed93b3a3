/** The app document: what the app is called, its navigation, and where whom it leads to. */
import type { Words } from '@/core/words';
import type { components } from '@/generated/api';

export type Thing = components['schemas']['Item']['kind'];

export interface Entry {
  id: string;
  kind: Thing;
  key: string;
  title?: Words;
  icon?: string;
  color?: string;
  hidden?: boolean;
}
export interface Group {
  id: string;
  title: Words;
  items?: Entry[];
}
export interface Workplace {
  id: string;
  roles: string[];
  opens: { kind: Thing; key: string };
}
export interface AppDocument {
  kind: 'app';
  version: 1;
  id: 'app';
  title: Words;
  icon?: string;
  color?: string;
  groups?: Group[];
  workplaces?: Workplace[];
}

/** Something that a navigation can lead to, as the list of documents tells it. */
export interface Leads {
  kind: Thing;
  key: string;
  title: Words;
  icon: string;
}

/** One for all that have none: a new list for each look would draw again for ever. */
const NO_GROUPS: readonly Group[] = [];
const NO_ITEMS: readonly Entry[] = [];
export const groupsOf = (doc: AppDocument): readonly Group[] => doc.groups ?? NO_GROUPS;
export const itemsOf = (group: Group | undefined): readonly Entry[] => group?.items ?? NO_ITEMS;
export const thingOf = ({ kind, key }: { kind: string; key: string }): string => `${kind}/${key}`;

/** `app`, `g:` and a group's id, or `e:` and an entry's. */
export type Target = string;
export const APP: Target = 'app';
export const groupTarget = (id: string): Target => `g:${id}`;
export const entryTarget = (id: string): Target => `e:${id}`;

export interface Spot {
  /** Of the group. */
  group: string;
  index: number;
}

export function spotOf(doc: AppDocument, entry: string): Spot | null {
  for (const group of groupsOf(doc)) {
    const index = itemsOf(group).findIndex((one) => one.id === entry);
    if (index >= 0) return { group: group.id, index };
  }
  return null;
}

export function entryOf(doc: AppDocument, target: Target | null): Entry | undefined {
  return groupsOf(doc).flatMap(itemsOf).find((one) => entryTarget(one.id) === target);
}

export function groupOf(doc: AppDocument, target: Target | null): Group | undefined {
  return groupsOf(doc).find((one) => groupTarget(one.id) === target);
}

/** What has no place in the navigation. */
export function unplaced(doc: AppDocument, all: readonly Leads[]): Leads[] {
  const placed = new Set(groupsOf(doc).flatMap(itemsOf).map(thingOf));
  return all.filter((one) => !placed.has(thingOf(one)));
}
