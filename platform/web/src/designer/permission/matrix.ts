/** The rights of a group on the fields: what holds in each cell, and what a click makes of it. Pure. */
import { ALL, rightOf, withRight, type FieldRight, type Written } from '../lib/rights';
import type { Place } from './shape';

const USUAL: FieldRight = 'edit';
const NONE: Written = {};
type Fields = Record<string, FieldRight>;

export const allRight = (fields: Written = NONE): FieldRight => fields[ALL] ?? USUAL;

/** A column is hidden with its subform. */
export function cellRight(fields: Written = NONE, place: Pick<Place, 'path' | 'parent'>): FieldRight {
  if (place.parent !== null && rightOf(fields, place.parent, USUAL) === 'hidden') return 'hidden';
  return rightOf(fields, place.path, USUAL);
}

const NEXT: Record<FieldRight, FieldRight> = { edit: 'view', view: 'hidden', hidden: 'edit' };
const BEFORE: Record<FieldRight, FieldRight> = { edit: 'hidden', hidden: 'view', view: 'edit' };
export const nextRight = (right: FieldRight, isBack = false): FieldRight => (isBack ? BEFORE : NEXT)[right];
/** What is only read is seen or not. */
export const nextOfRead = (right: FieldRight): FieldRight => (right === 'hidden' ? 'view' : 'hidden');

/** Every field the same: nothing of what was written for one is left. */
export const withAll = (right: FieldRight): Fields | undefined => (right === USUAL ? undefined : { [ALL]: right });

/** These places with one right; a subform takes its columns along. */
export function withPlaces(fields: Written = NONE, places: readonly Place[], right: FieldRight, all: readonly Place[]): Fields | undefined {
  const outer = new Set(places.filter((one) => one.isSubform).map((one) => one.path));
  const inside = all.filter((one) => one.parent !== null && outer.has(one.parent)).map((one) => one.path);
  let next: Fields | undefined = Object.fromEntries(Object.entries(fields).filter(([path]) => !inside.includes(path)));
  for (const place of places) if (place.parent === null || !outer.has(place.parent)) next = withRight(next ?? NONE, place.path, right, USUAL);
  return next && Object.keys(next).length > 0 ? next : undefined;
}

/** The right that all of them have; null: they differ. */
export function commonRight(fields: Written | undefined, places: readonly Place[]): FieldRight | null {
  const [first, ...others] = places.map((place) => cellRight(fields, place));
  return first !== undefined && others.every((one) => one === first) ? first : null;
}

/** Formulas that are shown although something they read in this form is hidden: their value would tell. */
export function leakingIn(fields: Written | undefined, all: readonly Place[]): Place[] {
  const hidden = new Set(all.filter((place) => cellRight(fields, place) === 'hidden').map((place) => place.path));
  const found: Place[] = [];
  for (;;) {
    const more = all.find((place) => !hidden.has(place.path) && place.reads.some((read) => hidden.has(read)));
    if (!more) return found;
    hidden.add(more.path);
    found.push(more);
  }
}

/** Hiding takes along what would tell of it. */
export function hiding(fields: Written | undefined, all: readonly Place[]): { fields: Fields | undefined; along: Place[] } {
  const along = leakingIn(fields, all);
  return { fields: along.reduce<Fields | undefined>((now, place) => withRight(now ?? NONE, place.path, 'hidden', USUAL), fields && { ...fields }), along };
}
