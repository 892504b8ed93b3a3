/** What a reference fills in: a first guess for a new pair, and who else fills the same field. Pure. */
import type { Field } from '@/core/documents';

/** Our field and theirs. */
export type Pair = readonly [to: string, from: string];

/** The most alike of what is free: by name first, else two of a type; one of theirs is used twice only where nothing else is left. */
export function likelyPair(free: readonly Field[], theirs: readonly Field[], taken: readonly Pair[]): Pair | null {
  const used = new Set(taken.map(([, from]) => from));
  let [best, most]: [Pair | null, number] = [null, -1];
  for (const to of free) {
    for (const from of theirs) {
      const likeness = alike(to, from) - (used.has(from.id) ? USED : 0);
      if (likeness > most || best === null) [best, most] = [[to.id, from.id], likeness];
    }
  }
  return best;
}

const USED = 10;

function alike(one: Field, other: Field): number {
  const type = one.type === other.type ? 1 : 0;
  const [a, b] = [one.label['zh-CN'] ?? one.label['en'] ?? '', other.label['zh-CN'] ?? other.label['en'] ?? ''];
  if (a === '' || b === '') return type;
  return type + (a === b ? 6 : a.includes(b) || b.includes(a) ? 3 : 0);
}

/** The other references beside this one that fill the same field. */
export const othersFilling = (to: string, own: string, beside: readonly Field[]): Field[] =>
  beside.filter((one) => one.id !== own && one.type === 'reference' && one.copy?.[to] !== undefined);
