/** What must be asked before a page is left, such as one on which something was typed. */

export interface LeaveGuard {
  /** Whether leaving for a path would lose something. */
  isNeeded: (pathname: string) => boolean;
  /** Whether the person leaves all the same. */
  ask: () => Promise<boolean>;
}

const guards = new Set<LeaveGuard>();

/** Returns what takes the guard away again. */
export function guardLeaving(guard: LeaveGuard): () => void {
  guards.add(guard);
  return () => void guards.delete(guard);
}

const needed = (pathname: string) => [...guards].filter((guard) => guard.isNeeded(pathname));

export const mustAsk = (pathname: string) => needed(pathname).length > 0;

/** Asks one after the other; who says no once is asked no more. */
export async function mayLeave(pathname: string): Promise<boolean> {
  for (const guard of needed(pathname)) {
    if (!(await guard.ask())) return false;
  }
  return true;
}
