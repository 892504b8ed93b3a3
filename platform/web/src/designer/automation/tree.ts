/** The steps as a tree: where one is, what may go where, copies with ids of their own. Pure. */
import { shortId } from '../lib/short-id';
import { TRIGGER, WHEN, type Case, type Step } from './document';

/** A place in a sequence. `into`: '' the automation, `step` what a loop repeats, `step/0` a case, `step/otherwise`. */
export interface Place {
  into: string;
  index: number;
}
/** What has steps: an automation, or an action node of a flow. */
export interface Steps {
  steps: Step[];
}

const OTHERWISE = 'otherwise';
export const keyOfCase = (step: string, index: number): string => `${step}/${index}`;
export const keyOfOtherwise = (step: string): string => `${step}/${OTHERWISE}`;

export interface Sequence {
  into: string;
  steps: readonly Step[];
}

export function sequencesOf(step: Step): Sequence[] {
  const inside = step.steps ? [{ into: step.id, steps: step.steps }] : [];
  if (!step.cases) return inside;
  const cases = step.cases.map((one, index) => ({ into: keyOfCase(step.id, index), steps: one.steps }));
  return [...cases, { into: keyOfOtherwise(step.id), steps: step.otherwise ?? [] }];
}

export interface Placed {
  step: Step;
  place: Place;
  depth: number;
}

/** Every step in drawing order, with its place. */
export function walk(steps: readonly Step[], into = '', depth = 0): Placed[] {
  return steps.flatMap((step, index) => [{ step, place: { into, index }, depth }, ...sequencesOf(step).flatMap((one) => walk(one.steps, one.into, depth + 1))]);
}

export const stepOf = (doc: Steps, id: string): Step | undefined => walk(doc.steps).find(({ step }) => step.id === id)?.step;
export const locate = (doc: Steps, id: string): Place | undefined => walk(doc.steps).find(({ step }) => step.id === id)?.place;

/** The number on a card: its place in drawing order, from 1. */
export const numbersOf = (doc: Steps): ReadonlyMap<string, number> => new Map(walk(doc.steps).map(({ step }, at) => [step.id, at + 1]));

export function caseOf(doc: Steps, key: string): { step: Step; at: Case; index: number } | undefined {
  const [id = '', index = ''] = key.split('/');
  const step = key.includes('/') && index !== OTHERWISE ? stepOf(doc, id) : undefined;
  const at = step?.cases?.[Number(index)];
  return step && at ? { step, at, index: Number(index) } : undefined;
}

/** The list a place is in; the document's own array, to be changed in a draft. */
export function listAt(doc: Steps, into: string): Step[] {
  if (into === '') return doc.steps;
  const [id = '', part] = into.split('/');
  const step = stepOf(doc, id)!;
  if (part === undefined) return (step.steps ??= []);
  return part === OTHERWISE ? (step.otherwise ??= []) : step.cases![Number(part)]!.steps;
}

const isInside = (step: Step, into: string): boolean => sequencesOf(step).some((one) => one.into === into || one.steps.some((inner) => isInside(inner, into)));

/** A step cannot go into itself. */
export const mayGo = (step: Step, place: Place): boolean => !isInside(step, place.into);

export const takenIds = (doc: Steps): Set<string> => new Set(walk(doc.steps).map(({ step }) => step.id));
export const newId = (doc: Steps, random: () => number = Math.random): string => shortId('s', takenIds(doc), random);

/** A copy whose steps have ids of their own; what reads a copied step reads its copy. */
export function copied(step: Step, doc: Steps, random: () => number = Math.random): Step {
  const taken = takenIds(doc);
  const ids = new Map<string, string>();
  for (const { step: one } of walk([step])) {
    const id = shortId('s', taken, random);
    taken.add(id);
    ids.set(one.id, id);
  }
  return renamed(step, ids) as Step;
}

const NAMES_A_STEP = ['id', 'found', 'of'];
const A_PATH = /\$([a-z][a-z0-9_]*)/g;

/** Everything that names one of `ids`: by `$id.path` in any text, or by the id itself. */
function renamed(value: unknown, ids: ReadonlyMap<string, string>, name = ''): unknown {
  if (typeof value === 'string') return NAMES_A_STEP.includes(name) ? (ids.get(value) ?? value) : value.replace(A_PATH, (whole, id: string) => (ids.has(id) ? `$${ids.get(id)}` : whole));
  if (Array.isArray(value)) return value.map((one) => renamed(one, ids));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, renamed(one, ids, key)]));
}

/** `steps.1.cases.0.steps.2` → that step. */
export function stepAt(doc: Steps, place: string): Step | undefined {
  const target = targetAt(doc, place);
  return target === null ? undefined : stepOf(doc, target);
}

/** `steps.1.cases.0.when` → the case or step that a problem is about; null: the automation itself. */
export function targetAt(doc: Steps, path: string): string | null {
  const parts = path.split('.');
  if (parts[0] === 'trigger') return TRIGGER;
  if (parts[0] === 'when') return WHEN;
  let step: Step | undefined;
  let target: string | null = null;
  for (let at = 0; at < parts.length; at++) {
    const index = Number(parts[at + 1]);
    const list = listNamed(parts[at]!, step, doc, target);
    if (!list || !Number.isInteger(index)) {
      if (parts[at] === 'cases' && step && Number.isInteger(index)) target = keyOfCase(step.id, index);
      else if (parts[at] !== step?.type) break;
      at += parts[at] === 'cases' ? 1 : 0;
      continue;
    }
    step = list[index];
    if (!step) break;
    target = step.id;
    at += 1;
  }
  return target;
}

function listNamed(name: string, step: Step | undefined, doc: Steps, target: string | null): readonly Step[] | undefined {
  if (name === OTHERWISE) return step?.otherwise;
  if (name !== 'steps') return undefined;
  if (!step) return doc.steps;
  return target?.includes('/') ? caseOf(doc, target)?.at.steps : step.steps;
}
