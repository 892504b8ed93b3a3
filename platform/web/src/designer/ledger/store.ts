/** The ledger under design: its parts in their order, one of them open. Every change can be undone. */
import { produce } from 'immer';
import { assign, createUndoable } from '../lib/history';
import { listOf, type Items, type LedgerDesignDocument, type Part } from './document';
import { withoutPart } from './part-out';

/** `postings.3`: whose settings are shown. */
export type Place = `${Part}.${number}` | 'head' | 'more';

export interface LedgerState {
  doc: LedgerDesignDocument;
  opened: Place | null;
  open: (place: Place | null) => void;
  put: (changes: Changed<LedgerDesignDocument>) => void;
  putAt: <P extends Part>(part: P, at: number, changes: Changed<Items[P]>) => void;
  add: <P extends Part>(part: P, item: Items[P]) => void;
  /** A new dimension, and where every posting takes it from. */
  addDimension: (item: Items['dimensions'], given: Readonly<Record<string, string>>) => void;
  /** Of another type: every posting whose field no longer fits takes the one that is given, or nothing. */
  retype: (at: number, changes: Changed<Items['dimensions']>, given: Readonly<Record<string, string | null>>) => void;
  copy: (at: number, id: string) => void;
  remove: (part: Part, at: number) => void;
  /** One place down or up. */
  nudge: (part: Part, at: number, step: 1 | -1) => void;
  load: (doc: LedgerDesignDocument) => void;
}

/** Undefined takes a setting out. */
export type Changed<T> = { [K in keyof T]?: T[K] | undefined };
export type LedgerDesign = ReturnType<typeof createLedgerDesign>;
type Bag = Record<string, unknown>;

export function createLedgerDesign(initial: LedgerDesignDocument) {
  return createUndoable<LedgerState>((set, begin) => {
    const edit = (name: string, change: (doc: LedgerDesignDocument) => LedgerDesignDocument | void, more: Partial<LedgerState> = {}) => {
      begin(name);
      set((state) => ({ ...more, doc: produce(state.doc, change) }));
    };
    const place = (part: Part, at: number): Place => `${part}.${at}`;
    return {
      doc: initial,
      opened: null,
      open: (opened) => set({ opened }),
      put: (changes) => edit(Object.keys(changes).join(), (doc) => assign(doc as unknown as Bag, changes as Bag)),
      putAt: (part, at, changes) =>
        edit(`${part}.${at}:${Object.keys(changes).join()}`, (doc) => {
          const item = doc[part]?.[at];
          if (item) assign(item as unknown as Bag, changes as Bag);
        }),
      add: (part, item) => set((state) => (begin(''), { doc: produce(state.doc, (doc) => void ((doc[part] ??= []) as unknown[]).push(item)), opened: place(part, listOf(state.doc, part).length) })),
      addDimension: (item, given) =>
        set((state) => {
          begin('');
          const doc = produce(state.doc, (draft) => {
            draft.dimensions.push(item);
            for (const posting of draft.postings ?? []) posting.dimensions[item.id] = given[posting.id] ?? null;
          });
          return { doc, opened: place('dimensions', state.doc.dimensions.length) };
        }),
      retype: (at, changes, given) =>
        edit('', (doc) => {
          const dimension = doc.dimensions[at];
          if (!dimension) return;
          assign(dimension as unknown as Bag, changes as Bag);
          for (const posting of doc.postings ?? []) if (posting.id in given) posting.dimensions[dimension.id] = given[posting.id]!;
        }),
      copy: (at, id) => edit('', (doc) => void doc.postings?.splice(at + 1, 0, { ...plain(doc.postings[at]!), id }), { opened: place('postings', at + 1) }),
      remove: (part, at) => edit('', (doc) => withoutPart(plain(doc), part, at), { opened: null }),
      nudge: (part, at, step) =>
        set((state) => {
          const to = at + step;
          if (to < 0 || to >= listOf(state.doc, part).length) return state;
          begin('');
          const doc = produce(state.doc, (draft) => {
            const list = draft[part] as unknown[];
            list.splice(to, 0, ...list.splice(at, 1));
          });
          return { doc, opened: state.opened === place(part, at) ? place(part, to) : state.opened };
        }),
      load: (doc) => {
        begin('');
        set({ doc, opened: null });
      },
    };
  });
}

/** Out of immer's draft: all of it is JSON. */
const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T; // what went in comes out
