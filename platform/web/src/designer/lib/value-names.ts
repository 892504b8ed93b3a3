/** What people, departments and records are called that a document names by their ids. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import { api, url } from '@/core/api';
import type { Field } from '@/core/documents';
import { useOrgNames } from './org';
import { useDesignPlace } from './place';

/** Undefined while it is not known, or where the reader may not see it. */
export type ValueName = (field: Field, id: string) => string | undefined;

export function useValueNames(): ValueName {
  const { nameById } = useOrgNames();
  const titleOf = useTitles();
  return useCallback(
    (field, id) => {
      if (field.type === 'member' || field.type === 'department') return nameById.get(id);
      return field.type === 'reference' ? titleOf(field.form, id) : undefined;
    },
    [nameById, titleOf],
  );
}

/** Titles are asked for when a name was wanted and not known; the answer draws again. */
function useTitles(): (form: string, id: string) => string | undefined {
  const { app } = useDesignPlace();
  const queries = useQueryClient();
  const [titles, setTitles] = useState<ReadonlyMap<string, string>>(new Map());
  const wanted = useRef(new Map<string, { form: string; id: string }>());
  const asked = useRef(new Set<string>());
  useEffect(() => {
    for (const [key, { form, id }] of wanted.current) {
      if (asked.current.has(key)) continue; // also where it may not be seen: once is enough
      asked.current.add(key);
      const queryFn = () => api.get<{ title: string }>(url`/apps/${app}/forms/${form}/records/${id}`);
      const keep = ({ title }: { title: string }) => setTitles((known) => new Map(known).set(key, title));
      queries.fetchQuery({ queryKey: ['design', app, 'title', form, id], queryFn, staleTime: 60_000, retry: false }).then(keep, () => undefined);
    }
  });
  return useCallback(
    (form, id) => {
      const key = `${form}/${id}`;
      if (!titles.has(key)) wanted.current.set(key, { form, id });
      return titles.get(key);
    },
    [titles],
  );
}
