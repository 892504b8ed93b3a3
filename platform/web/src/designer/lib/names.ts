/** What formulas and conditions may speak of, with words: a form's own fields, columns, fields behind references. */
import { useQueries } from '@tanstack/react-query';
import { createContext, useContext, useMemo } from 'react';
import { api, url } from '@/core/api';
import type { Field, FormDocument } from '@/core/documents';
import { useWords } from '@/ui/hooks';
import { useT } from '../words';
import { allFields } from './all-fields';
import { useDesignPlace } from './place';

export interface Named {
  path: string;
  label: string;
  field: Field;
  /** `产品` of `产品 · 进价`: what stands before the dot. */
  within: string;
}

/** The designs of other forms: administrators design forms whose records they may not see. */
export function useForms(ids: readonly string[]): ReadonlyMap<string, FormDocument> {
  const { app } = useDesignPlace();
  const wanted = [...new Set(ids)].filter(Boolean).sort();
  return useQueries({
    queries: wanted.map((id) => ({
      queryKey: ['design', app, 'outline', id],
      queryFn: () => api.get<{ content: FormDocument }>(url`/apps/${app}/documents/form/${id}/draft`),
      staleTime: 60_000,
      retry: false,
    })),
    combine: (answers) => new Map(answers.flatMap((answer, index) => (answer.data ? [[wanted[index]!, answer.data.content] as const] : []))),
  });
}

const UNNAMED: readonly Field['type'][] = ['section', 'subform', 'attachment'];

/** All that can be named in a formula or condition about a form; subforms' columns as `明细 · 数量`. */
export function useNamedOf(doc: FormDocument): readonly Named[] {
  const words = useWords();
  const t = useT();
  const own = useMemo(() => allFields(doc), [doc]);
  const forms = useForms(own.flatMap(({ field }) => (field.type === 'reference' ? [field.form] : [])));
  return useMemo(() => namedIn(doc.fields, (form) => forms.get(form), (field) => words(field.label) || t('canvas.untitled')), [doc, forms, words, t]);
}

/** The same where the other forms are known already. Pure. */
export function namedIn(fields: readonly Field[], formOf: (form: string) => { readonly fields: readonly Field[] } | undefined, name: (field: Field) => string): Named[] {
  return allFields({ fields }).flatMap(({ path, field, parent }): Named[] => {
    const label = parent ? `${name(parent)} · ${name(field)}` : name(field);
    const self = UNNAMED.includes(field.type) ? [] : [{ path, label, field, within: parent ? name(parent) : '' }];
    const other = field.type === 'reference' ? formOf(field.form) : undefined;
    const behind = (other?.fields ?? []).filter((one) => !UNNAMED.includes(one.type));
    return [...self, ...behind.map((one) => ({ path: `${path}.${one.id}`, label: `${label} · ${name(one)}`, field: one, within: label }))];
  });
}

const NamedContext = createContext<readonly Named[]>([]);
/** A designer says once which fields its document speaks of. */
export const NamedProvider = NamedContext.Provider;
export const useNamed = (): readonly Named[] => useContext(NamedContext);

/** The label of a path; null: there is no such field. */
export function useFieldNames(): (path: string) => string | null {
  const named = useNamed();
  const t = useT();
  return useMemo(() => {
    const byPath = new Map(named.map(({ path, label }) => [path, label]));
    return (path: string) => byPath.get(path) ?? (path.startsWith('$') ? t(`system.${path}`, { defaultValue: path }) : null);
  }, [named, t]);
}
