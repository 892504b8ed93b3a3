/** A document under design whose every change can be undone, a hundred of them; typing in one setting is one step. */
import { temporal } from 'zundo';
import { createStore, type StoreApi } from 'zustand/vanilla';

const STEPS = 100;
/** Changes of one setting in quick succession are one step of undo. */
const SAME_STEP_MS = 1_000;

/** Called before a change: `name` tells which setting changes; '' is always a step of its own. */
export type Begin = (name: string) => void;

export function createUndoable<S extends { doc: unknown }>(make: (set: StoreApi<S>['setState'], begin: Begin, get: StoreApi<S>['getState']) => S, now: () => number = Date.now) {
  let step = '';
  let at = 0;
  let isSameStep = false;
  const begin: Begin = (name) => {
    isSameStep = name !== '' && name === step && now() - at < SAME_STEP_MS;
    step = name;
    at = now();
  };
  const store = createStore<S>()(
    temporal<S, [], [], Pick<S, 'doc'>>((set, get) => make(set, begin, get), {
      partialize: ({ doc }) => ({ doc }),
      equality: (past, present) => past.doc === present.doc,
      limit: STEPS,
      // zundo hands over more than setState's arguments; all of them go on.
      handleSet: (record) => (...given: unknown[]) => {
        const wasUndone = store.temporal.getState().futureStates.length > 0;
        if (!isSameStep || wasUndone) (record as (...all: unknown[]) => void)(...given);
      },
    }),
  );
  return store;
}

/** A setting that is undefined is left out of the document. */
export function assign(target: Record<string, unknown>, changes: Readonly<Record<string, unknown>>): void {
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined) delete target[key];
    else target[key] = value;
  }
}
