/** What a group lets its members do: which actions there are, and which need which. Pure. */
import type { Target } from './shape';

const PLAIN = ['view', 'create', 'edit', 'delete', 'copy', 'restore', 'import', 'export', 'print', 'batch'] as const;
const LIFE = ['submit', 'withdraw', 'unapprove', 'void', 'reverse', 'close', 'reopen'] as const;
const OF_LEDGER: readonly string[] = ['view', 'export', 'print'];
/** One may do these without seeing anything. */
const BLIND = ['create', 'submit', 'withdraw', 'import'];

const KNOWN: readonly string[] = [...PLAIN, ...LIFE];

/** Those that mean something here, and others that groups name already. */
export function actionsOf(target: Target, named: readonly string[] = []): { plain: string[]; life: string[] } {
  const others = named.filter((one) => !KNOWN.includes(one));
  return { plain: [...PLAIN.filter((one) => isMeant(target, one)), ...others], life: LIFE.filter((one) => isMeant(target, one)) };
}

/** What cannot be done here stands in its groups unsaid: a form may become a document. */
export function isMeant(target: Target, action: string): boolean {
  if (target.on === 'ledger') return OF_LEDGER.includes(action) || !KNOWN.includes(action);
  if (!LIFE.some((one) => one === action)) return true;
  return target.isDocument && (action !== 'reverse' || target.canReverse) && (!['close', 'reopen'].includes(action) || target.canClose);
}

/** Whoever may do something sees it; who does not see may do nothing to it. */
export function toggled(actions: readonly string[], action: string): string[] {
  if (!actions.includes(action)) return inOrder([...actions, action, ...(BLIND.includes(action) ? [] : ['view'])]);
  return actions.filter((one) => one !== action && (action !== 'view' || BLIND.includes(one)));
}

/** As they stand in the matrix. */
export function inOrder(actions: readonly string[]): string[] {
  return [...new Set(actions)].sort((a, b) => KNOWN.indexOf(a) - KNOWN.indexOf(b));
}
