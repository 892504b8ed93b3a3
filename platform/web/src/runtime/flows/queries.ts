/** The reads and writes of those who administer flows. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import { useToast } from '@/ui/toast';
import { queryOf, type RunFilters } from './filters';
import type { FlowTarget, FlowOfForm, FlowRunPage, FlowStatistics } from '@/core/wire';

const of = (app: string) => ['app', app, 'flow-runs'] as const;

export const useRuns = (app: string, filters: RunFilters) =>
  useInfiniteQuery({
    queryKey: [...of(app), 'list', filters],
    queryFn: ({ pageParam, signal }) => api.get<FlowRunPage>(url`/apps/${app}/flow-runs`, { query: { ...queryOf(filters), cursor: pageParam }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
  });

export const useFlows = (app: string) => useQuery({ queryKey: [...of(app), 'flows'], queryFn: () => api.get<{ items: FlowOfForm[] }>(url`/apps/${app}/flow-runs/flows`) });

export const useTargets = (app: string, run: string) => useQuery({ queryKey: [...of(app), run, 'nodes'], queryFn: () => api.get<{ items: FlowTarget[] }>(url`/apps/${app}/flow-runs/${run}/nodes`) });

export const useStatistics = (app: string, form: string, days: number) =>
  useQuery({ queryKey: [...of(app), 'statistics', form, days], queryFn: () => api.get<FlowStatistics>(url`/apps/${app}/flow-runs/statistics`, { query: { form: form || undefined, days } }) });

export type Steering = 'change-assignee' | 'jump' | 'end' | 'reactivate';

/** Does something with a run; what is shown follows. */
export function useSteer(app: string, onDone: (what: Steering) => void) {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: ({ run, what, body }: { run: string; what: Steering; body: object }) => api.post(url`/apps/${app}/flow-runs/${run}/${what}`, body),
    onSuccess: (_, { what }) => onDone(what),
    onError: toast.failed,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: of(app) });
      void queries.invalidateQueries({ queryKey: keys.tasks });
    },
  });
}
