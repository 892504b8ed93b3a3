/** What each step may read: what set the automation off, and what the steps before it found, made or worked out. Pure. */
import type { Field } from '@/core/documents';
import { systemFields } from '@/core/systemFields';
import type { Words } from '@/core/words';
import { namedIn, type Named } from '../lib/names';
import { TRIGGER, type Step } from './document';
import type { Shape, Shapes } from './shape';
import { numbersOf, sequencesOf } from './tree';

export interface Known {
  shape: Shape;
  /** All of a list: their values together. */
  isMany: boolean;
}
export interface Scope {
  subject: Shape | undefined;
  /** By the ids of the steps that gave it. */
  known: ReadonlyMap<string, Known>;
}
export interface StepScope extends Scope {
  /** What the steps inside a loop read, and its own condition. */
  inside: Scope;
}

/** What a step gives to those after it, and a loop to those inside it. */
export interface Gives {
  gives?: (step: Step, scope: Scope, shapes: Shapes) => Shape | undefined;
  item?: (step: Step, scope: Scope) => Shape | undefined;
}

/** By the ids of the steps; `$trigger` before all of them, '' behind the last. */
export function scopesOf(steps: readonly Step[], subject: Shape | undefined, shapes: Shapes, kindOf: (type: string) => Gives): ReadonlyMap<string, StepScope> {
  const found = new Map<string, StepScope>();
  let known: ReadonlyMap<string, Known> = new Map();
  const learn = (id: string, shape: Shape | undefined, isMany: boolean) => {
    if (shape) known = new Map([...known, [id, { shape, isMany }]]);
  };
  const through = (list: readonly Step[]) => {
    for (const step of list) {
      const kind = kindOf(step.type);
      const scope: Scope = { subject, known };
      learn(step.id, kind.item?.(step, scope), false);
      found.set(step.id, { ...scope, inside: { subject, known } });
      for (const one of sequencesOf(step)) through(one.steps);
      const gives = kind.gives?.(step, scope, shapes);
      learn(step.id, gives, gives?.isLines === true || step['many'] === true);
    }
  };
  found.set(TRIGGER, { subject, known, inside: { subject, known } });
  through(steps);
  found.set('', { subject, known, inside: { subject, known } });
  return found;
}

interface Speaking {
  shapes: Shapes;
  words: (words: Words | undefined) => string;
  untitled: string;
  /** `步骤 2`. */
  step: (n: number) => string;
  itself: string;
  count: string;
}

/** Everything that can be read, by its name: `数量`, `步骤 2 · 客户`. */
export function namedInScope(scope: Scope, steps: readonly Step[], speaking: Speaking): Named[] {
  const numbers = numbersOf({ steps: [...steps] });
  const own = scope.subject ? [...namedOfShape(scope.subject, speaking), ...ownRecord(scope.subject, speaking.itself)] : [];
  const others = [...scope.known].flatMap(([id, { shape, isMany }]) => {
    const label = speaking.step(numbers.get(id) ?? 0);
    const whole = shape.form ? [{ path: `$${id}`, label, field: recordField(`$${id}`, shape), within: label }] : [];
    const count: Named[] = isMany ? [{ path: `$${id}.count`, label: `${label} · ${speaking.count}`, field: { id: 'count', type: 'number', label: {}, scale: 0 }, within: label }] : [];
    return [...whole, ...count, ...namedOfFields(shape.fields, speaking).map((one) => ({ ...one, path: `$${id}.${one.path}`, label: `${label} · ${one.label}`, within: label }))];
  });
  return [...own, ...others];
}

/** The fields of a form and its system fields: the left sides of a match. */
export function namedOfShape(shape: Shape, speaking: Speaking): Named[] {
  const system = shape.form ? systemFields({ document: shape.isDocument } as Parameters<typeof systemFields>[0]) : [];
  return [...namedOfFields(shape.fields, speaking), ...namedOfFields(system, speaking)];
}

/** The records of a form themselves: `这条数据` is one of them. */
export const ownRecord = (shape: Shape, label: string): Named[] => (shape.form ? [{ path: '$id', label, field: recordField('$id', shape), within: '' }] : []);

const recordField = (id: string, shape: Shape): Field => ({ id, type: 'reference', form: shape.form, label: shape.title });
const namedOfFields = (fields: readonly Field[], { shapes, words, untitled }: Speaking): Named[] => namedIn(fields, (form) => shapes.form(form), (field) => words(field.label) || untitled);
