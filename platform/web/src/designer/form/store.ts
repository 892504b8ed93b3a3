/**
 * The form under design: the document, the selection, and what can be done to them. Every change of
 * the document can be undone, a hundred of them; typing in one setting is one step.
 */
import { produce } from 'immer';
import type { Field, FormDocument } from '@/core/documents';
import { assign, createUndoable } from '../lib/history';
import { copied } from './copy';
import { fieldOf, listAt, locate, mayGo, parentOf, pathOf, together, type Place } from './tree';
import { rewired } from './wiring';

export interface DesignState {
  doc: FormDocument;
  /** The path of the field whose settings are shown; null: the form's own. */
  selected: string | null;
  select: (path: string | null) => void;
  insert: (field: Field, at: Place) => void;
  /** One step; those that may not be there stay away. */
  insertAll: (fields: readonly Field[], at: Place) => void;
  move: (path: string, to: Place) => void;
  /** One place on or back, within its container. */
  nudge: (path: string, step: 1 | -1) => void;
  /** A setting that is undefined is left out of the document. */
  patch: (path: string, changes: Readonly<Record<string, unknown>>) => void;
  patchForm: (changes: Partial<FormDocument>) => void;
  remove: (path: string) => void;
  duplicate: (path: string) => void;
  load: (doc: FormDocument) => void;
}

const COPY = { 'zh-CN': ' 副本', en: ' copy' };

export type Design = ReturnType<typeof createDesign>;

export function createDesign(initial: FormDocument, now: () => number = Date.now) {
  return createUndoable<DesignState>((set, begin, get) => {
    const edit = (name: string, change: (doc: FormDocument) => FormDocument | void, select?: string | null) => {
      begin(name);
      set((state) => {
        const doc = produce(state.doc, (draft) => change(draft as FormDocument) as FormDocument);
        return doc === state.doc && select === undefined ? state : { doc, ...(select === undefined ? {} : { selected: select }) };
      });
    };
    return {
      doc: initial,
      selected: null,
      select: (path) => set((state) => (state.selected === path ? state : { selected: path })),
      insert: (field, place) => get().insertAll([field], place),
      insertAll: (fields, place) => {
        const [first, ...rest] = fields.filter((field) => mayGo(field.type, place.parent));
        if (first) edit('', (doc) => void listAt(doc, place.parent).splice(place.index, 0, first, ...rest), pathOf(place.parent, first.id));
      },
      move: (path, to) =>
        set((state) => {
          const doc = moved(state.doc, path, to);
          begin('');
          return doc === state.doc ? state : { doc, selected: pathOf(to.parent, fieldOf(state.doc, path)!.id) };
        }),
      nudge: (path, by) =>
        edit('', (doc) => {
          const place = locate(doc, path);
          const list = place ? listAt(doc, place.parent) : [];
          const target = (place?.index ?? 0) + by;
          if (!place || target < 0 || target >= list.length) return;
          const [field] = list.splice(place.index, 1);
          list.splice(target, 0, field!);
        }),
      patch: (path, changes) =>
        edit(`${path}:${Object.keys(changes).join()}`, (doc) => {
          const field = fieldOf(doc, path);
          if (field) assign(field as unknown as Record<string, unknown>, changes);
        }),
      patchForm: (changes) =>
        edit(`:${Object.keys(changes).join()}`, (doc) => assign(doc as unknown as Record<string, unknown>, changes as Record<string, unknown>)),
      remove: (path) =>
        set((state) => {
          const place = locate(state.doc, path);
          if (!place) return state;
          begin('');
          const doc = produce(state.doc, (draft) => void listAt(draft as FormDocument, place.parent).splice(place.index, 1));
          return { doc, selected: neighbour(doc, place) };
        }),
      duplicate: (path) => {
        const { doc } = get();
        const place = locate(doc, path);
        const fields = together(doc, path);
        if (place) get().insertAll(copied(fields, doc, COPY), { ...place, index: place.index + fields.length });
      },
      load: (doc) => {
        begin('');
        set({ doc, selected: null });
      },
    };
  }, now);
}

/** The document with the field elsewhere; whoever reads it follows it to its new path. */
function moved(doc: FormDocument, path: string, to: Place): FormDocument {
  const from = locate(doc, path);
  const field = fieldOf(doc, path);
  if (!from || !field || !mayGo(field.type, to.parent) || to.parent === field.id) return doc;
  const isSameList = from.parent === to.parent;
  const index = isSameList && from.index < to.index ? to.index - 1 : to.index;
  if (isSameList && index === from.index) return doc;
  if (!isSameList && listAt(doc, to.parent).some((one) => one.id === field.id)) return doc;
  const placed = produce(doc, (draft) => {
    listAt(draft as FormDocument, from.parent).splice(from.index, 1);
    listAt(draft as FormDocument, to.parent).splice(index, 0, field);
  });
  return isSameList ? placed : rewired(placed, path, pathOf(to.parent, field.id));
}

/** What is selected after a deletion: the next field, else the one before, else the container. */
function neighbour(doc: FormDocument, place: Place): string | null {
  const list = listAt(doc, place.parent);
  const next = list[Math.min(place.index, list.length - 1)];
  return next ? pathOf(place.parent, next.id) : place.parent;
}

/** Where a field goes that is added by a click: after the selection, if it may be there. */
export function placeAfterSelection({ doc, selected }: Pick<DesignState, 'doc' | 'selected'>, type: Field['type']): Place {
  const end = { parent: null, index: doc.fields.length };
  if (selected === null) return end;
  const field = fieldOf(doc, selected);
  if (field?.type === 'subform' && field.fields.length === 0 && mayGo(type, field.id)) return { parent: field.id, index: 0 };
  const place = locate(doc, selected);
  if (place && mayGo(type, place.parent)) return { parent: place.parent, index: place.index + 1 };
  const container = parentOf(selected);
  const outside = container === null ? null : locate(doc, container);
  return outside ? { parent: null, index: outside.index + 1 } : end;
}
