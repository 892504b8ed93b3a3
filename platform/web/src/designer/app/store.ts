/** The app under design. Every change can be undone. */
import { produce } from 'immer';
import type { Words } from '@/core/words';
import { assign, createUndoable } from '../lib/history';
import { shortId } from '../lib/short-id';
import { entryTarget, groupsOf, groupTarget, itemsOf, spotOf, type AppDocument, type Entry, type Group, type Leads, type Spot, type Target } from './document';

export interface AppState {
  doc: AppDocument;
  selected: Target | null;
  select: (target: Target | null) => void;
  put: (changes: Partial<AppDocument>) => void;
  putGroup: (id: string, title: Words) => void;
  putEntry: (id: string, changes: { [K in keyof Entry]?: Entry[K] | undefined }) => void;
  /** At the end, or after the group that is selected. */
  addGroup: (title: Words) => void;
  add: (thing: Pick<Leads, 'kind' | 'key'>, spot?: Spot) => void;
  move: (entry: string, spot: Spot) => void;
  moveGroup: (id: string, index: number) => void;
  /** One place up or down: an entry among its group's, a group among the groups. */
  nudge: (target: Target, by: 1 | -1) => void;
  remove: (target: Target) => void;
  load: (doc: AppDocument) => void;
}

export type AppDesign = ReturnType<typeof createAppDesign>;

const UNGROUPED: Words = { 'zh-CN': '常用', en: 'Daily' };

export function createAppDesign(initial: AppDocument, random: () => number = Math.random) {
  return createUndoable<AppState>((set, begin) => {
    const edit = (name: string, change: (doc: AppDocument) => void, selected?: Target | null) => {
      begin(name);
      set((state) => ({ ...(selected === undefined ? {} : { selected }), doc: produce(state.doc, change) }));
    };
    const fresh = (doc: AppDocument, prefix: string) => shortId(prefix, new Set([...groupsOf(doc).map((one) => one.id), ...groupsOf(doc).flatMap(itemsOf).map((one) => one.id)]), random);
    return {
      doc: initial,
      selected: null,
      select: (selected) => set({ selected }),
      put: (changes) => edit(Object.keys(changes).join(), (doc) => assign(doc as unknown as Record<string, unknown>, changes)),
      putGroup: (id, title) => edit(`g:${id}`, (doc) => void Object.assign(listed(doc).find((one) => one.id === id) ?? {}, { title })),
      putEntry: (id, changes) =>
        edit(`e:${id}:${Object.keys(changes).join()}`, (doc) => {
          const entry = listed(doc).flatMap((group) => group.items ?? []).find((one) => one.id === id);
          if (entry) assign(entry as unknown as Record<string, unknown>, changes);
        }),
      addGroup: (title) =>
        set((state) => {
          begin('');
          const id = fresh(state.doc, 'g');
          const at = groupAt(state.doc, state.selected);
          const doc = produce(state.doc, (draft) => void listed(draft).splice(at < 0 ? listed(draft).length : at + 1, 0, { id, title }));
          return { doc, selected: groupTarget(id) };
        }),
      add: ({ kind, key }, spot) =>
        set((state) => {
          begin('');
          const id = fresh(state.doc, 'e');
          const doc = produce(state.doc, (draft) => {
            if (listed(draft).length === 0) listed(draft).push({ id: fresh(state.doc, 'g'), title: UNGROUPED });
            place(draft, spot ?? afterSelected(draft, state.selected), { id, kind, key });
          });
          return { doc, selected: entryTarget(id) };
        }),
      move: (entry, spot) =>
        set((state) => {
          const from = spotOf(state.doc, entry);
          if (!from) return state;
          const isLater = from.group === spot.group && from.index < spot.index;
          const index = spot.index - (isLater ? 1 : 0);
          if (from.group === spot.group && from.index === index) return state;
          begin('');
          return { doc: produce(state.doc, (draft) => place(draft, { group: spot.group, index }, take(draft, from))), selected: entryTarget(entry) };
        }),
      moveGroup: (id, index) =>
        set((state) => {
          const from = groupsOf(state.doc).findIndex((one) => one.id === id);
          const to = index - (from < index ? 1 : 0);
          if (from < 0 || from === to) return state;
          begin('');
          return { doc: produce(state.doc, (draft) => void listed(draft).splice(to, 0, ...listed(draft).splice(from, 1))), selected: groupTarget(id) };
        }),
      nudge: (target, by) =>
        set((state) => {
          const doc = nudged(state.doc, target, by);
          if (doc === state.doc) return state;
          begin('');
          return { doc };
        }),
      remove: (target) =>
        edit('', (doc) => {
          doc.groups = listed(doc).filter((one) => groupTarget(one.id) !== target);
          for (const group of doc.groups) if (group.items) group.items = group.items.filter((one) => entryTarget(one.id) !== target);
        }, null),
      load: (doc) => {
        begin('');
        set({ doc, selected: null });
      },
    };
  });
}

/** Of a draft: its groups, to be changed. */
const listed = (doc: AppDocument): Group[] => (doc.groups ??= []);

function take(doc: AppDocument, { group, index }: Spot): Entry {
  const items = listed(doc).find((one) => one.id === group)?.items ?? [];
  return items.splice(index, 1)[0]!; // the spot was found in this document
}

function place(doc: AppDocument, { group, index }: Spot, entry: Entry): void {
  const into = listed(doc).find((one) => one.id === group) ?? listed(doc)[0];
  if (into) (into.items ??= []).splice(index, 0, entry);
}

/** Which group is selected, or holds the entry that is. */
function groupAt(doc: AppDocument, selected: Target | null): number {
  return groupsOf(doc).findIndex((group) => groupTarget(group.id) === selected || itemsOf(group).some((one) => entryTarget(one.id) === selected));
}

function afterSelected(doc: AppDocument, selected: Target | null): Spot {
  const at = groupAt(doc, selected);
  const group = groupsOf(doc).at(at < 0 ? -1 : at)!; // there is one: it was just made sure
  const index = itemsOf(group).findIndex((one) => entryTarget(one.id) === selected);
  return { group: group.id, index: index < 0 ? itemsOf(group).length : index + 1 };
}

function nudged(doc: AppDocument, target: Target, by: 1 | -1): AppDocument {
  const swap = <T>(list: T[], at: number) => at >= 0 && at + by >= 0 && at + by < list.length && void list.splice(at + by, 0, ...list.splice(at, 1));
  return produce(doc, (draft) => {
    if (target.startsWith('g:')) swap(listed(draft), listed(draft).findIndex((one) => groupTarget(one.id) === target));
    else for (const group of listed(draft)) if (group.items) swap(group.items, group.items.findIndex((one) => entryTarget(one.id) === target));
  });
}
