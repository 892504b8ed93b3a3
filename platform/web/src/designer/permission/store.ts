/** A form's groups under design, one of them selected. Every change can be undone. */
import { current, isDraft, produce } from 'immer';
import { assign, createUndoable } from '../lib/history';
import { shortId } from '../lib/short-id';
import type { GroupDocument, Groups } from './document';

export interface GroupsState {
  doc: Groups;
  selected: string | null;
  select: (id: string | null) => void;
  add: (group: GroupDocument) => void;
  /** A setting that is undefined is left out of the document. */
  patch: (id: string, changes: Partial<Record<keyof GroupDocument, unknown>>) => void;
  /** The same setting of several groups in one step: a row of the matrix. */
  patchAll: (changes: ReadonlyMap<string, Partial<Record<keyof GroupDocument, unknown>>>) => void;
  remove: (id: string) => void;
  duplicate: (id: string) => void;
  /** One place on or back among the groups. */
  nudge: (id: string, by: 1 | -1) => void;
  load: (doc: Groups) => void;
}

const COPY = { 'zh-CN': ' 副本', en: ' copy' } as const;
const STEP = 10;
const USUAL = 100;

export type GroupsDesign = ReturnType<typeof createGroupsDesign>;

export function createGroupsDesign(initial: Groups, now: () => number = Date.now) {
  return createUndoable<GroupsState>((set, begin) => {
    const edit = (name: string, change: (doc: Groups) => void, selected?: string | null) => {
      begin(name);
      set((state) => ({ doc: produce(state.doc, change), ...(selected === undefined ? {} : { selected }) }));
    };
    const into = (doc: Groups, id: string, changes: object) => {
      const group = doc.groups.find((one) => one.id === id);
      if (group) assign(group as unknown as Record<string, unknown>, changes as Record<string, unknown>);
    };
    return {
      doc: initial,
      selected: initial.groups[0]?.id ?? null,
      select: (selected) => set((state) => (state.selected === selected ? state : { selected })),
      add: (group) => edit('', (doc) => void doc.groups.push(ordered(doc, group)), group.id),
      patch: (id, changes) => edit(`${id}:${Object.keys(changes).join()}`, (doc) => into(doc, id, changes)),
      patchAll: (changes) => edit('', (doc) => changes.forEach((own, id) => into(doc, id, own))),
      remove: (id) =>
        set((state) => {
          const at = state.doc.groups.findIndex((one) => one.id === id);
          if (at < 0) return state;
          begin('');
          const doc = produce(state.doc, (draft) => void draft.groups.splice(at, 1));
          return { doc, selected: doc.groups[Math.min(at, doc.groups.length - 1)]?.id ?? null };
        }),
      duplicate: (id) =>
        set((state) => {
          const at = state.doc.groups.findIndex((one) => one.id === id);
          if (at < 0) return state;
          begin('');
          const copy = ordered(state.doc, copied(state.doc.groups[at]!, state.doc));
          return { doc: produce(state.doc, (draft) => void draft.groups.push(copy)), selected: copy.id };
        }),
      nudge: (id, by) =>
        set((state) => {
          const at = state.doc.groups.findIndex((one) => one.id === id);
          const to = at + by;
          if (at < 0 || to < 0 || to >= state.doc.groups.length) return state;
          begin('');
          const doc = produce(state.doc, (draft) => {
            draft.groups.splice(to, 0, ...draft.groups.splice(at, 1));
            renumber(draft);
          });
          return { doc };
        }),
      load: (doc) => {
        begin('');
        set((state) => ({ doc, selected: doc.groups.some((one) => one.id === state.selected) ? state.selected : (doc.groups[0]?.id ?? null) }));
      },
    };
  }, now);
}

/** Once they stand in an order of their own, every group says its place. */
function renumber(doc: Groups): void {
  doc.groups.forEach((one, at) => void (one.order = (at + 1) * STEP));
}

/** Last: behind all that stand there, whether they say their place or not. */
function ordered(doc: Groups, group: GroupDocument): GroupDocument {
  if (doc.groups.length === 0) return group;
  return { ...group, order: Math.max(...doc.groups.map((one) => one.order ?? USUAL)) + STEP };
}

/** With another id, by another name. */
export function copied(group: GroupDocument, doc: Groups): GroupDocument {
  const plain = isDraft(group) ? current(group) : group;
  const title = Object.fromEntries(Object.entries(plain.title ?? {}).map(([language, text]) => [language, text + (COPY[language as keyof typeof COPY] ?? '')]));
  return { ...structuredClone(plain), id: shortId('g', new Set(doc.groups.map((one) => one.id))), title };
}
