/** What a box of 待办 is narrowed to, kept in the address beside the box. */
import { dayEdge } from '@/core/moments';

export interface Narrowing {
  app: string;
  form: string;
  initiator: string;
  initiatorName: string;
  /** Days, where the reader is. */
  from: string;
  to: string;
  /** `1`: only what is past its time. */
  late: string;
}

const NAMES = ['app', 'form', 'initiator', 'initiatorName', 'from', 'to', 'late'] as const;
export const NOT_NARROWED: Narrowing = { app: '', form: '', initiator: '', initiatorName: '', from: '', to: '', late: '' };

export function narrowingOf(address: URLSearchParams): Narrowing {
  return Object.fromEntries(NAMES.map((name) => [name, address.get(name) ?? ''])) as unknown as Narrowing;
}

export function addressOf(narrowing: Narrowing): Record<string, string> {
  return Object.fromEntries(NAMES.filter((name) => narrowing[name] !== '').map((name) => [name, narrowing[name]]));
}

export function queryOf({ app, form, initiator, from, to, late }: Narrowing): Record<string, string | undefined> {
  return {
    app: app || undefined,
    form: form || undefined,
    initiator: initiator || undefined,
    since: dayEdge(from, 0),
    until: dayEdge(to, 1),
    late: late ? 'true' : undefined,
  };
}

export const isNarrowed = (narrowing: Narrowing): boolean => NAMES.some((name) => narrowing[name] !== '');
