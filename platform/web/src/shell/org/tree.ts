/** The departments as a tree: who stands under whom, and where one may be moved. Pure. */
import type { Department } from '@/core/wire';

export interface Leaf {
  department: Department;
  depth: number;
}

/** Parents before their children, each with its depth; a lost parent makes a root. */
export function asTree(all: readonly Department[]): Leaf[] {
  const below = (parent: string | null, depth: number): Leaf[] => childrenOf(all, parent).flatMap((department) => [{ department, depth }, ...below(department.id, depth + 1)]);
  return below(null, 0);
}

function childrenOf(all: readonly Department[], parent: string | null): Department[] {
  const ids = new Set(all.map((one) => one.id));
  return all.filter((one) => (one.parent !== null && ids.has(one.parent) ? one.parent : null) === parent);
}

/** Not under itself or one of its own, and not where it is. */
export function mayStandUnder(all: readonly Department[], id: string, parent: string | null): boolean {
  const own = all.find((one) => one.id === id);
  if (!own || own.parent === parent) return false;
  for (let at = parent; at !== null; at = all.find((one) => one.id === at)?.parent ?? null) if (at === id) return false;
  return true;
}

/** Under the one above it among its own level; undefined: there is none. */
export function inwards(all: readonly Department[], id: string): string | undefined {
  const level = childrenOf(all, all.find((one) => one.id === id)?.parent ?? null);
  return level[level.findIndex((one) => one.id === id) - 1]?.id;
}

/** Beside the one it stands under; undefined: it stands at the top. */
export function outwards(all: readonly Department[], id: string): string | null | undefined {
  const parent = all.find((one) => one.id === id)?.parent ?? null;
  return parent === null ? undefined : (all.find((one) => one.id === parent)?.parent ?? null);
}
