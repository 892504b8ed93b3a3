/** A voucher rule (凭证模板), as written in docs/howto/write-voucher-rules.md, and what is said of it in words. */
import type { Condition } from '@/core/documents';
import type { Words } from '@/core/words';

export type Side = 'debit' | 'credit';

export type AccountOf = string | { path: string } | { formula: string } | { by: string; codes: Record<string, string>; otherwise?: string };

/** What the document posted to a ledger. */
export interface Posted {
  ledger: string;
  measure: string;
  posting?: string;
  negate?: boolean;
  times?: string;
}

export interface Entry {
  side: Side;
  account: AccountOf;
  amount: string | Posted;
  each?: string;
  when?: Condition;
  auxiliaries?: Record<string, string>;
  summary?: string;
  skip_zero?: boolean;
}

export interface VoucherRule {
  kind: 'voucher_rule';
  version: 1;
  id: string;
  title: Words;
  journal: string;
  form: string;
  event?: 'approved' | 'saved';
  when?: Condition;
  date: string;
  voucher?: 'auto' | 'opening';
  summary?: string;
  merge?: boolean;
  entries: Entry[];
}

export type AccountWay = 'fixed' | 'path' | 'table' | 'formula';

export function wayOf(account: AccountOf): AccountWay {
  if (typeof account === 'string') return 'fixed';
  if ('path' in account) return 'path';
  return 'by' in account ? 'table' : 'formula';
}

/** `{total}-{tax}` with the names of the fields. */
export function formulaInWords(text: string, nameOf: (path: string) => string | null): string {
  return text.replace(/\{\s*([$a-z][a-z0-9_.]*)\s*\}/g, (_, path: string) => nameOf(path) ?? path);
}

/** The codes an entry may use, for one glance. */
export function codesOf(account: AccountOf): string[] {
  if (typeof account === 'string') return account ? [account] : [];
  if (!('by' in account)) return [];
  return [...new Set([...Object.values(account.codes), ...(account.otherwise ? [account.otherwise] : [])])];
}
