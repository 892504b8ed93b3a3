/** What the server finds wrong with the design, by the field it is about. */
import { createContext, useContext, useEffect, useMemo, useState } from 'react';
import { api, url } from '@/core/api';
import type { FormDocument } from '@/core/documents';
import { useSettled } from '@/ui/hooks';
import { useDoc, usePlace } from './context';

export interface DesignProblem {
  /** Into the JSON: `fields.3.formula`. */
  path: string;
  code: string;
  message: string;
  /** The field it is about; null: the form itself. */
  field: string | null;
}

const CHECK_AFTER_MS = 700;

/** Asks the server after every pause in designing. */
export function useProblems(): readonly DesignProblem[] {
  const { app, id } = usePlace();
  const doc = useSettled(useDoc(), CHECK_AFTER_MS);
  const [found, setFound] = useState<readonly DesignProblem[]>([]);
  useEffect(() => {
    const asked = new AbortController();
    api
      .post<{ problems: Omit<DesignProblem, 'field'>[] }>(url`/apps/${app}/documents/form/${id}/validate`, { content: doc }, { signal: asked.signal })
      .then((answer) => setFound(answer.problems.map((one) => ({ ...one, field: fieldAtJsonPath(doc, one.path) }))))
      .catch(() => undefined); // the next pause asks again; publishing asks in any case
    return () => asked.abort();
  }, [app, id, doc]);
  return found;
}

/** `fields.3.fields.1.formula` → `lines.qty`. */
export function fieldAtJsonPath(doc: FormDocument, path: string): string | null {
  const [, outer, inner] = /^fields\.(\d+)(?:\.fields\.(\d+))?/.exec(path) ?? [];
  const field = outer === undefined ? undefined : doc.fields[Number(outer)];
  if (!field) return null;
  const column = field.type === 'subform' && inner !== undefined ? field.fields[Number(inner)] : undefined;
  return column ? `${field.id}.${column.id}` : field.id;
}

const ProblemsContext = createContext<readonly DesignProblem[]>([]);
export const ProblemsProvider = ProblemsContext.Provider;

export function useProblemsOf(field: string | null): readonly DesignProblem[] {
  const all = useContext(ProblemsContext);
  return useMemo(() => all.filter((one) => one.field === field), [all, field]);
}

export function useHasProblem(field: string): boolean {
  return useContext(ProblemsContext).some((one) => one.field === field);
}
