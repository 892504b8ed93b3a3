/** What the server finds wrong with the design, by the field it is about. */
import { createContext, useContext, useMemo } from 'react';
import type { FormDocument } from '@/core/documents';
import { useWords } from '@/ui/hooks';
import { useDraftProblems, type DraftProblem } from '../lib/problems';
import { useFieldNames } from '../lib/names';
import { useT } from '../words';
import { useDoc } from './context';
import { fieldOf } from './tree';

export interface DesignProblem extends DraftProblem {
  /** The field it is about; null: the form itself. */
  field: string | null;
}

export function useProblems(): readonly DesignProblem[] {
  const t = useT();
  const { doc, problems } = useDraftProblems(useDoc());
  return useMemo(
    () =>
      problems.map((one) => {
        const field = fieldAtJsonPath(doc, one.path);
        return { ...one, field, ...(isBare(doc, one.path) ? { message: t(field === null ? 'problems.no_fields' : 'problems.no_columns') } : {}) };
      }),
    [doc, problems, t],
  );
}

/** A form or subform that has none yet: the server counts items, people add fields. */
function isBare(doc: FormDocument, path: string): boolean {
  if (path === 'fields') return doc.fields.length === 0;
  const field = /^fields\.\d+\.fields$/.test(path) ? fieldOf(doc, fieldAtJsonPath(doc, path)) : null;
  return field?.type === 'subform' && field.fields.length === 0;
}

/** What a problem is about, in words. Subforms and sections are named in no formula, yet they can be wrong. */
export function usePlaceOf(): (problem: DesignProblem) => string {
  const t = useT();
  const words = useWords();
  const doc = useDoc();
  const nameOf = useFieldNames();
  return ({ field }) => (field === null ? t('problems.form') : (nameOf(field) ?? (words(fieldOf(doc, field)?.label) || t('canvas.untitled'))));
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
