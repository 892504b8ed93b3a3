/** What a group lets its members do: which actions there are, and which need which. Pure. */
import type { Target } from './shape';

const PLAIN = ['view', 'create', 'edit', 'delete', 'copy', 'restore', 'import', 'export', 'print', 'batch'] as const;
const LIFE = ['submit', 'withdraw', 'unapprove', 'void', 'reverse', 'close', 'reopen'] as const;
const OF_LEDGER = ['view', 'export', 'print'] as const;
/** One may do these without seeing anything. */
const BLIND = ['create', 'submit', 'withdraw', 'import'];

/** Those that mean something here, and any that the document names already. */
export function actionsOf(target: Target, named: readonly string[] = []): { plain: string[]; life: string[] } {
  if (target.on === 'ledger') return { plain: [...OF_LEDGER, ...named.filter((one) => !OF_LEDGER.some((own) => own === one))], life: [] };
  const isThere = (one: string) => named.includes(one) || (target.isDocument && (one !== 'reverse' || target.canReverse) && (!['close', 'reopen'].includes(one) || target.canClose));
  const others = named.filter((one) => ![...PLAIN, ...LIFE].some((own) => own === one));
  return { plain: [...PLAIN, ...others], life: LIFE.filter(isThere) };
}

/** Whoever may do something sees it; who does not see may do nothing to it. */
export function toggled(actions: readonly string[], action: string): string[] {
  if (!actions.includes(action)) return inOrder([...actions, action, ...(BLIND.includes(action) ? [] : ['view'])]);
  return actions.filter((one) => one !== action && (action !== 'view' || BLIND.includes(one)));
}

/** As they stand in the matrix. */
export function inOrder(actions: readonly string[]): string[] {
  const order: readonly string[] = [...PLAIN, ...LIFE];
  return [...new Set(actions)].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}
