/** What the parts of the designer share: the ledger's store, the forms and ledgers it speaks of, and the problems found. */
import { useQueries, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import { api, url } from '@/core/api';
import type { Field, FormDocument } from '@/core/documents';
import { systemFields } from '@/core/systemFields';
import type { components } from '@/generated/api';
import { useWords } from '@/ui/hooks';
import { namedIn, useForms, type Named } from '../lib/names';
import { usePatientT } from '../lib/patient';
import type { DraftProblem } from '../lib/problems';
import { useValueNames } from '../lib/value-names';
import { useDocuments } from '../automation/parts/documents';
import { useT, type T } from '../words';
import type { Check, LedgerDesignDocument, Posting } from './document';
import type { Said } from './say';
import type { LedgerDesign, LedgerState } from './store';

export type Uses = components['schemas']['UsesOut'];

export interface LedgerContext {
  app: string;
  design: LedgerDesign;
  problems: readonly DraftProblem[];
  formOf: (form: string) => FormDocument | undefined;
  /** Everything that may be named of a form's records. */
  namedOf: (form: string) => readonly Named[];
  /** The others that its checks speak of, and itself. */
  ledgers: ReadonlyMap<string, LedgerDesignDocument>;
  uses: Uses | undefined;
}

const Context = createContext<LedgerContext | null>(null);
export const LedgerProvider = Context.Provider;

export function useLedger(): LedgerContext {
  const found = useContext(Context);
  if (!found) throw new Error('useLedger outside the designer of ledgers');
  return found;
}

export function useLedgerState<S>(read: (state: LedgerState) => S): S {
  return useStore(useLedger().design, read);
}

/** What the server says of a place in the document: `postings.0.date`. */
export function useProblemAt(path: string): string | undefined {
  return useLedger().problems.find((one) => one.path === path || one.path.startsWith(`${path}.`))?.message;
}

const formsIn = (doc: LedgerDesignDocument): string[] => [...(doc.postings ?? []).map((one) => one.form), ...doc.dimensions.flatMap((one) => (one.form ? [one.form] : []))];
const referred = (forms: Iterable<FormDocument>): string[] => [...forms].flatMap(({ fields }) => fields.flatMap((field) => (field.type === 'subform' ? field.fields : [field]))).flatMap((field) => (field.type === 'reference' ? [field.form] : []));

/** The forms a design speaks of, what lies behind their references, and what all of it is called. */
export function useSpokenOf(forms: readonly string[]): Pick<LedgerContext, 'formOf' | 'namedOf'> {
  const t = useT();
  const words = useWords();
  const own = useForms(forms);
  const behind = useForms(referred(own.values()));
  return useMemo(() => {
    const formOf = (form: string) => own.get(form) ?? behind.get(form);
    const known = new Map<string, readonly Named[]>();
    const namedOf = (form: string): readonly Named[] => {
      const doc = formOf(form);
      if (!doc) return [];
      const found = known.get(form) ?? namedOfForm(doc, formOf, (field) => words(field.label) || t('canvas.untitled'), t, words);
      known.set(form, found);
      return found;
    };
    return { formOf, namedOf };
  }, [own, behind, t, words]);
}

export const useSpoken = (doc: LedgerDesignDocument) => useSpokenOf(formsIn(doc));

/** Its own fields and columns, what lies behind references, itself, the numbers of its rows, and what the system keeps. Pure. */
export function namedOfForm(doc: FormDocument, formOf: (form: string) => FormDocument | undefined, name: (field: Field) => string, t: T, words: Said['words']): readonly Named[] {
  const itself: Named = { path: '$id', label: t('ledger.itself', { name: words(doc.title) }), field: { id: '$id', type: 'reference', form: doc.id, label: doc.title }, within: '' };
  const rows = doc.fields.flatMap((field): Named[] => (field.type === 'subform' ? [{ path: `${field.id}.$row`, label: t('ledger.row_number', { name: name(field) }), field: { id: '$row', type: 'number', label: {} }, within: name(field) }] : []));
  const department: Field = { id: '$created_department', type: 'department', label: {} };
  const system = [...systemFields(doc), department].map((field): Named => ({ path: field.id, label: t(`system.${field.id}`, { defaultValue: words(field.label) }), field, within: '' }));
  return [...namedIn(doc.fields, formOf, name), ...rows, itself, ...system];
}

/** The designs of the ledgers that checks add up. */
export function useOtherLedgers(app: string, doc: LedgerDesignDocument): ReadonlyMap<string, LedgerDesignDocument> {
  const named = [...(doc.checks ?? []).flatMap((one) => one.terms.map((term) => term.ledger)), ...(doc.postings ?? []).map((one) => one.up_to?.ledger)];
  const ids = [...new Set(named.filter((one): one is string => one !== undefined && one !== '' && one !== doc.id))].sort();
  const others = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['design', app, 'ledger-design', id],
      queryFn: () => api.get<{ content: LedgerDesignDocument }>(url`/apps/${app}/documents/ledger/${id}/draft`),
      staleTime: 60_000,
      retry: false,
    })),
    combine: (answers) => new Map(answers.flatMap((answer, at) => (answer.data ? [[ids[at]!, answer.data.content] as const] : []))),
  });
  return useMemo(() => new Map([...others, [doc.id, doc]]), [others, doc]);
}

export function useUses(app: string, id: string, isThere: boolean): Uses | undefined {
  return useQuery({ queryKey: ['design', app, 'ledger', id, 'uses'], queryFn: () => api.get<Uses>(url`/apps/${app}/ledgers/${id}/uses`), enabled: isThere, staleTime: 60_000, retry: false }).data;
}

/** Everything in words about one posting, or about the ledger without one. */
export function useSaid(posting?: Posting): Said {
  const t = usePatientT();
  const words = useWords();
  const doc = useLedgerState((state) => state.doc);
  const titles = useDocuments('ledger');
  const { formOf, namedOf, ledgers } = useLedger();
  const nameOf = useValueNames();
  return useMemo(() => {
    const find = (ledger: string | undefined) => ledgers.get(ledger ?? doc.id);
    return {
      t,
      words,
      doc,
      form: posting ? formOf(posting.form) : undefined,
      named: posting ? namedOf(posting.form) : [],
      namedOf,
      nameOf,
      ledgerTitle: (ledger) => titles.find((one) => one.value === ledger)?.label ?? (words(ledgers.get(ledger)?.title) || ledger),
      ledgerMeasure: (ledger, measure) => words(find(ledger)?.measures.find((one) => one.id === measure)?.label) || t('formula.deleted'),
      ledgerCheck: (ledger, check) => words(find(ledger)?.checks?.find((one) => one.id === check)?.label) || t('formula.deleted'),
    };
  }, [t, words, doc, posting, formOf, namedOf, nameOf, ledgers, titles]);
}

/** The checks one may stay within: those of this ledger, and of all others. */
export function useAllChecks(): readonly { ledger: string; check: Check }[] {
  const { app } = useLedger();
  const doc = useLedgerState((state) => state.doc);
  const others = useDocuments('ledger').map((one) => one.value).filter((one) => one !== doc.id);
  const designs = useQueries({
    queries: others.map((id) => ({
      queryKey: ['design', app, 'ledger-design', id],
      queryFn: () => api.get<{ content: LedgerDesignDocument }>(url`/apps/${app}/documents/ledger/${id}/draft`),
      staleTime: 60_000,
      retry: false,
    })),
    combine: (answers) => answers.flatMap((one) => (one.data ? [one.data.content] : [])),
  });
  return [doc, ...designs].flatMap((one) => (one.checks ?? []).map((check) => ({ ledger: one.id, check })));
}
