/** What a posting may take a single value from: the document, and the rows it goes through. */
import { useMemo } from 'react';
import type { FormDocument } from '@/core/documents';
import type { Named } from '../lib/names';
import { useLedger } from './context';
import type { Posting } from './document';

export function reachable(named: readonly Named[], form: FormDocument | undefined, each: string | undefined): readonly Named[] {
  const others = new Set((form?.fields ?? []).filter((field) => field.type === 'subform' && field.id !== each).map((field) => field.id));
  return named.filter(({ path }) => !others.has(path.split('.', 1)[0]!));
}

export function useReachable({ form, each }: Posting): readonly Named[] {
  const { formOf, namedOf } = useLedger();
  return useMemo(() => reachable(namedOf(form), formOf(form), each), [form, each, formOf, namedOf]);
}
