/** The rule under design: its lines in their order, one of them open. Every change can be undone. */
import { produce } from 'immer';
import { assign, createUndoable } from '../lib/history';
import type { Entry, VoucherRule } from './document';

export interface RuleState {
  doc: VoucherRule;
  /** The line whose settings are shown. */
  opened: number | null;
  open: (at: number | null) => void;
  put: (changes: Partial<VoucherRule>) => void;
  putEntry: (at: number, changes: Partial<Entry>) => void;
  add: (entry: Entry) => void;
  copy: (at: number) => void;
  remove: (at: number) => void;
  /** One place down or up. */
  nudge: (at: number, step: 1 | -1) => void;
  load: (doc: VoucherRule) => void;
}

export type RuleDesign = ReturnType<typeof createRuleDesign>;

export function createRuleDesign(initial: VoucherRule) {
  return createUndoable<RuleState>((set, begin) => {
    const edit = (name: string, change: (doc: VoucherRule) => void, more: Partial<RuleState> = {}) => {
      begin(name);
      set((state) => ({ ...more, doc: produce(state.doc, change) }));
    };
    return {
      doc: initial,
      opened: null,
      open: (opened) => set({ opened }),
      put: (changes) => edit(Object.keys(changes).join(), (doc) => assign(doc as unknown as Record<string, unknown>, changes as Record<string, unknown>)),
      putEntry: (at, changes) =>
        edit(`${at}:${Object.keys(changes).join()}`, (doc) => {
          const entry = doc.entries[at];
          if (entry) assign(entry as unknown as Record<string, unknown>, changes as Record<string, unknown>);
        }),
      add: (entry) => set((state) => (begin(''), { doc: produce(state.doc, (doc) => void doc.entries.push(entry)), opened: state.doc.entries.length })),
      copy: (at) => edit('', (doc) => void doc.entries.splice(at + 1, 0, structuredClone(plain(doc.entries[at]!))), { opened: at + 1 }),
      remove: (at) => edit('', (doc) => void doc.entries.splice(at, 1), { opened: null }),
      nudge: (at, step) =>
        set((state) => {
          const to = at + step;
          if (to < 0 || to >= state.doc.entries.length) return state;
          begin('');
          const doc = produce(state.doc, (draft) => void draft.entries.splice(to, 0, ...draft.entries.splice(at, 1)));
          return { doc, opened: state.opened === at ? to : state.opened };
        }),
      load: (doc) => {
        begin('');
        set({ doc, opened: null });
      },
    };
  });
}

/** Out of immer's draft. */
const plain = (entry: Entry): Entry => JSON.parse(JSON.stringify(entry)) as Entry; // an entry is JSON
