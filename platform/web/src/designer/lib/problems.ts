/** What the server finds wrong with a draft, asked after every pause in designing. */
import { useCallback, useEffect, useMemo, useState } from 'react';
import { api } from '@/core/api';
import { useSettled } from '@/ui/hooks';
import { useT } from '../words';
import { pathOfDocument, useDesignPlace } from './place';

export interface DraftProblem {
  /** Into the JSON: `fields.3.formula`. */
  path: string;
  code: string;
  message: string;
}
interface Found<D> {
  doc: D;
  problems: readonly DraftProblem[];
}

const CHECK_AFTER_MS = 700;

/** The problems and the document they are of: their paths lead into that one. */
export function useDraftProblems<D>(current: D): Found<D> {
  const path = pathOfDocument(useDesignPlace());
  const doc = useSettled(current, CHECK_AFTER_MS);
  const [found, setFound] = useState<Found<D>>({ doc, problems: [] });
  useEffect(() => {
    const asked = new AbortController();
    api
      .post<{ problems: DraftProblem[] }>(`${path}/validate`, { content: doc }, { signal: asked.signal })
      .then(({ problems }) => setFound({ doc, problems }))
      .catch(() => undefined); // the next pause asks again; publishing asks in any case
    return () => asked.abort();
  }, [path, doc]);
  const worded = useWorded();
  return useMemo(() => ({ doc: found.doc, problems: worded(found.problems) }), [found, worded]);
}

/** The server names a field that is not there by its id, which nobody here ever saw. */
export function useWorded(): (problems: readonly DraftProblem[]) => DraftProblem[] {
  const t = useT();
  return useCallback((problems) => problems.map((one) => (one.code === 'unknown_field' ? { ...one, message: t('formula.unknown') } : one)), [t]);
}
