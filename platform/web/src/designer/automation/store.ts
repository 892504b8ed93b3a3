/** The automation under design: the document, what is selected, and what can be done to them. Every change can be undone. */
import { produce } from 'immer';
import { assign, createUndoable } from '../lib/history';
import type { AutomationDocument, Case, Step, Trigger } from './document';
import { caseOf, copied, keyOfCase, listAt, locate, mayGo, stepOf, type Place, type Steps } from './tree';

type Changes = Readonly<Record<string, unknown>>;

export interface AutomationState {
  doc: AutomationDocument;
  /** The id of a step, `step/0` a case, `$trigger`, `$when`, or null: the automation's own settings. */
  selected: string | null;
  select: (target: string | null) => void;
  insert: (step: Step, at: Place) => void;
  move: (id: string, to: Place) => void;
  /** A step one place on or back in its sequence; a case among its cases. */
  nudge: (target: string, by: 1 | -1) => void;
  /** A case to the place of another of its branch. */
  moveCase: (step: string, from: number, to: number) => void;
  /** A setting that is undefined is left out of the document. */
  patch: (target: string, changes: Changes) => void;
  patchWhole: (changes: Changes) => void;
  /** Another type begins anew, on the same form where it has one. */
  setTrigger: (trigger: Trigger) => void;
  remove: (target: string) => void;
  duplicate: (target: string) => void;
  addCase: (step: string) => void;
  load: (doc: AutomationDocument) => void;
}

export type AutomationDesign = ReturnType<typeof createAutomationDesign>;

export function createAutomationDesign(initial: AutomationDocument, now: () => number = Date.now) {
  return createUndoable<AutomationState>((set, begin) => {
    const edit = (name: string, change: (doc: AutomationDocument) => void, select?: (doc: AutomationDocument) => string | null) => {
      begin(name);
      set((state) => {
        const doc = produce(state.doc, (draft) => change(draft as AutomationDocument));
        if (doc === state.doc) return state;
        return { doc, ...(select ? { selected: select(doc) } : {}) };
      });
    };
    return {
      doc: initial,
      selected: null,
      select: (target) => set((state) => (state.selected === target ? state : { selected: target })),
      insert: (step, at) => edit('', (doc) => void listAt(doc, at.into).splice(at.index, 0, step), () => step.id),
      move: (id, to) => edit('', (doc) => moveStep(doc, id, to), () => id),
      nudge: (target, by) => edit('', (doc) => (target.includes('/') ? nudgeCase(doc, target, by) : nudgeStep(doc, target, by)), (doc) => afterNudge(doc, target, by)),
      moveCase: (step, from, to) => edit('', (doc) => shiftCase(stepOf(doc, step)?.cases ?? [], from, to), () => keyOfCase(step, to)),
      patch: (target, changes) =>
        edit(`${target}:${Object.keys(changes).join()}`, (doc) => {
          const part = target === '$trigger' ? doc.trigger : target.includes('/') ? caseOf(doc, target)?.at : stepOf(doc, target);
          if (part) assign(part as unknown as Record<string, unknown>, changes);
        }),
      patchWhole: (changes) => edit(`:${Object.keys(changes).join()}`, (doc) => assign(doc as unknown as Record<string, unknown>, changes)),
      setTrigger: (trigger) => edit('', (doc) => void (doc.trigger = trigger)),
      remove: (target) => edit('', (doc) => removeFrom(doc, target), () => null),
      duplicate: (target) =>
        set((state) => {
          const made = target.includes('/') ? copyOfCase(state.doc, target) : copyOfStep(state.doc, target);
          if (!made) return state;
          begin('');
          return { doc: produce(state.doc, (draft) => made.put(draft as AutomationDocument)), selected: made.target };
        }),
      addCase: (id) => edit('', (doc) => void stepOf(doc, id)?.cases?.push(freshCase()), (doc) => keyOfCase(id, stepOf(doc, id)!.cases!.length - 1)),
      load: (doc) => {
        begin('');
        set({ doc, selected: null });
      },
    };
  }, now);
}

export const freshCase = (): Case => ({ when: { cond: [] }, steps: [] });

export function moveStep(doc: Steps, id: string, to: Place): void {
  const from = locate(doc, id);
  const step = stepOf(doc, id);
  if (!from || !step || !mayGo(step, to)) return;
  const target = listAt(doc, to.into);
  const index = from.into === to.into && from.index < to.index ? to.index - 1 : to.index;
  listAt(doc, from.into).splice(from.index, 1);
  target.splice(index, 0, step);
}

export function nudgeStep(doc: Steps, id: string, by: 1 | -1): void {
  const from = locate(doc, id);
  if (!from) return;
  const index = by === 1 ? from.index + 2 : from.index - 1;
  if (index >= 0 && index <= listAt(doc, from.into).length) moveStep(doc, id, { into: from.into, index });
}

function nudgeCase(doc: Steps, key: string, by: 1 | -1): void {
  const found = caseOf(doc, key);
  const cases = found?.step.cases;
  if (!found || !cases || !cases[found.index + by]) return;
  shiftCase(cases, found.index, found.index + by);
}

function shiftCase(cases: Case[], from: number, to: number): void {
  if (from === to || !cases[from] || !cases[to]) return;
  const [one] = cases.splice(from, 1);
  cases.splice(to, 0, one!);
}

/** A case goes by where it stands: the selection goes along. */
function afterNudge(doc: Steps, target: string, by: 1 | -1): string {
  const [id = '', index] = target.split('/');
  return index === undefined || index === 'otherwise' ? target : keyOfCase(id, Math.min(Math.max(Number(index) + by, 0), (stepOf(doc, id)?.cases?.length ?? 1) - 1));
}

/** The last case of a branch stays; what else is removed takes along what is inside it. */
export function removeFrom(doc: Steps, target: string): void {
  if (!target.includes('/')) {
    const place = locate(doc, target);
    if (place) listAt(doc, place.into).splice(place.index, 1);
    return;
  }
  const found = caseOf(doc, target);
  if (found && found.step.cases!.length > 1) found.step.cases!.splice(found.index, 1);
}

interface Made {
  target: string;
  put: (doc: AutomationDocument) => void;
}

function copyOfStep(doc: Steps, id: string): Made | null {
  const step = stepOf(doc, id);
  const place = locate(doc, id);
  if (!step || !place) return null;
  const copy = copied(step, doc);
  return { target: copy.id, put: (draft) => void listAt(draft, place.into).splice(place.index + 1, 0, copy) };
}

function copyOfCase(doc: Steps, key: string): Made | null {
  const found = caseOf(doc, key);
  if (!found) return null;
  const { step, at, index } = found;
  const inside = copied({ id: step.id, type: 'for_each', steps: at.steps }, doc).steps!;
  const copy: Case = { ...structuredClone(at), steps: inside };
  return { target: keyOfCase(step.id, index + 1), put: (draft) => void stepOf(draft, step.id)!.cases!.splice(index + 1, 0, copy) };
}
