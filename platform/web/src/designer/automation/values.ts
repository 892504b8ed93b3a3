/** What a value is filled in with. Pure. */
import type { Named } from '../lib/names';
import type { ValueSource } from './document';

export type SourceKind = 'field' | 'value' | 'formula';
const ONE_FIELD = /^\s*\{([^{}]+)\}\s*$/;

/** A formula that is one field is that field. */
export function kindOf(source: ValueSource): SourceKind {
  if ('value' in source) return 'value';
  if ('field' in source) return 'field';
  return ONE_FIELD.test(source.formula) ? 'field' : 'formula';
}

export function pathIn(source: ValueSource): string | null {
  if ('field' in source) return source.field;
  return 'formula' in source ? (ONE_FIELD.exec(source.formula)?.[1] ?? null) : null;
}

/** The forms' own words for a path that can be read; '' for what is gone. */
export const labelIn = (named: readonly Named[], path: string | null): string => named.find((one) => one.path === path)?.label ?? '';
