/** What the list of runs is narrowed to; kept in the address, so that it can be sent to somebody. */
import { dayEdge } from '@/core/moments';

export interface RunFilters {
  state: string;
  form: string;
  node: string;
  handler: string;
  handlerName: string;
  /** Days, where the reader is. */
  from: string;
  to: string;
  overdue: boolean;
  search: string;
}

const NAMES = ['state', 'form', 'node', 'handler', 'handlerName', 'from', 'to', 'search'] as const;

export function filtersOf(address: URLSearchParams): RunFilters {
  const found = Object.fromEntries(NAMES.map((name) => [name, address.get(name) ?? ''])) as Record<(typeof NAMES)[number], string>;
  return { ...found, state: address.get('state') ?? 'running', overdue: address.get('overdue') === '1' };
}

export function addressOf(filters: RunFilters): Record<string, string> {
  const said = NAMES.filter((name) => filters[name] !== '').map((name) => [name, filters[name]] as const);
  return { ...Object.fromEntries(said), state: filters.state, ...(filters.overdue ? { overdue: '1' } : {}) };
}

/** As the API takes them: moments, and nothing where nothing is said. */
export function queryOf(filters: RunFilters): Record<string, string | undefined> {
  const { form, node, handler, search } = filters;
  return {
    state: filters.state === 'all' ? undefined : filters.state,
    form: form || undefined,
    node: node || undefined,
    handler: handler || undefined,
    search: search || undefined,
    since: dayEdge(filters.from, 0),
    until: dayEdge(filters.to, 1),
    overdue: filters.overdue ? 'true' : undefined,
  };
}

export const isNarrowed = (filters: RunFilters): boolean =>
  filters.overdue || NAMES.some((name) => name !== 'state' && filters[name] !== '');
