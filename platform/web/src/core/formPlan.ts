/**
 * A form document compiled for filling in: its formulas in an order in which each finds its inputs
 * ready (a default formula too), and its conditions of visibility.
 */
import { paths } from './conditions';
import type { Condition, Field, FormDocument, SubformField } from './documents';
import { FormulaSyntax, parse, type Formula } from './formula/formula';
import type { Result } from './formula/results';

export interface Slot {
  field: Field;
  /** `lines.qty` or `qty`. */
  path: string;
  /** The subform it is a column of. */
  sub: string | null;
}

/** `qty` of the record, `lines/r3/qty` of a row. */
export const keyOf = (slot: Slot, row: { key: string } | null): string => (row ? `${slot.sub}/${row.key}/${slot.field.id}` : slot.path);

export interface Step {
  slot: Slot;
  formula: Formula;
  /** Only where nobody filled the field in. */
  isDefault: boolean;
  result: Result;
  scale: number;
  /** The form's own fields it reads: paths without what lies behind a reference. */
  inputs: ReadonlySet<string>;
  /** The weight of a row: the formula is of the record, and each row gets its share. */
  spread?: Formula;
}

export interface Holding {
  slot: Slot;
  when: Condition;
  inputs: ReadonlySet<string>;
}

export interface FormPlan {
  slots: ReadonlyMap<string, Slot>;
  subforms: ReadonlyMap<string, SubformField>;
  steps: readonly Step[];
  showings: readonly Holding[];
  /** What has to be filled in only where a condition holds. */
  demands: readonly Holding[];
  /** What nobody may change by hand while a condition holds; looked at also where somebody did. */
  locks: readonly Holding[];
}

export function planOf(document: FormDocument): FormPlan {
  const slots = new Map<string, Slot>();
  const subforms = new Map<string, SubformField>();
  for (const field of document.fields) {
    slots.set(field.id, { field, path: field.id, sub: null });
    if (field.type !== 'subform') continue;
    subforms.set(field.id, field);
    for (const column of field.fields) {
      const path = `${field.id}.${column.id}`;
      slots.set(path, { field: column, path, sub: field.id });
    }
  }
  const own = (path: string) => ownPart(path, subforms);
  const locks = holdingsOf(slots, own, 'readonly_when').map((one) => ({ ...one, inputs: new Set([...one.inputs, one.slot.path]) }));
  return { slots, subforms, steps: ordered(stepsOf(slots, own)), showings: holdingsOf(slots, own, 'visible_when'), demands: holdingsOf(slots, own, 'required_when'), locks };
}

/** `product.price` → `product`; `lines.product.price` → `lines.product`. */
export function ownPart(path: string, subforms: ReadonlyMap<string, unknown>): string {
  const parts = path.split('.');
  return parts.slice(0, subforms.has(parts[0]!) ? 2 : 1).join('.');
}

function stepsOf(slots: ReadonlyMap<string, Slot>, own: (path: string) => string): Step[] {
  return [...slots.values()].flatMap((slot) => {
    const { field } = slot;
    const isDefault = field.type !== 'formula';
    const text = field.type === 'formula' ? field.formula : formulaOf(field);
    const formula = text === null ? null : read(text);
    if (!formula) return [];
    const weight = field.type === 'formula' && field.spread !== undefined ? read(field.spread) : undefined;
    if (weight === null) return [];
    const inputs = new Set([...formula.refs, ...(weight?.refs ?? [])].map(own));
    const step = { slot, formula, isDefault, inputs, result: resultOf(field), scale: scaleOf(field) };
    return [weight ? { ...step, spread: weight } : step];
  });
}

function formulaOf(field: Field): string | null {
  return field.default && 'formula' in field.default ? field.default.formula : null;
}

/** A formula this browser cannot read is left to the server. */
function read(text: string): Formula | null {
  try {
    return parse(text);
  } catch (failure) {
    if (failure instanceof FormulaSyntax) return null;
    throw failure;
  }
}

function resultOf(field: Field): Result {
  switch (field.type) {
    case 'formula':
      return field.result;
    case 'number':
    case 'money':
    case 'date':
    case 'switch':
      return field.type;
    default:
      return 'text';
  }
}

function scaleOf(field: Field): number {
  return 'scale' in field && field.scale !== undefined ? field.scale : 2;
}

function holdingsOf(slots: ReadonlyMap<string, Slot>, own: (path: string) => string, name: 'visible_when' | 'required_when' | 'readonly_when'): Holding[] {
  return [...slots.values()].flatMap((slot) => {
    const when = slot.field[name];
    return when ? [{ slot, when, inputs: new Set([...paths(when)].map(own)) }] : [];
  });
}

/** Inputs first. Steps that wait for each other keep their place: the designer refuses circles. */
function ordered(steps: readonly Step[]): Step[] {
  const byPath = new Map(steps.map((step) => [step.slot.path, step]));
  const done = new Set<Step>();
  const found: Step[] = [];
  const visit = (step: Step) => {
    if (done.has(step)) return;
    done.add(step);
    for (const input of step.inputs) {
      const before = byPath.get(input);
      if (before) visit(before);
    }
    found.push(step);
  };
  steps.forEach(visit);
  return found;
}
