/** The flow of one record, fetched once for all who show some of it. */
import { useQuery } from '@tanstack/react-query';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { RecordFlowView } from '@/core/wire';

export interface FlowOf {
  app: string;
  form: string;
  id: string;
  rev: number;
}

export function useRecordFlow({ app, form, id, rev }: FlowOf) {
  return useQuery({
    queryKey: [...keys.record(app, form, id), 'more', 'flow', rev],
    queryFn: () => api.get<RecordFlowView>(url`/apps/${app}/forms/${form}/records/${id}/flow`),
    placeholderData: (before) => before,
  });
}
