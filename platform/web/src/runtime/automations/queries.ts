/** The reads and writes of automations. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, url } from '@/core/api';
import { useToast } from '@/ui/toast';
import type { Words } from '@/core/words';
import type { AutomationItem, AutomationRun, HookState } from './wire';

export const automationKeys = {
  all: (app: string) => ['app', app, 'automations'] as const,
  runs: (app: string, key: string) => ['app', app, 'automations', key, 'runs'] as const,
  hook: (app: string, key: string) => ['app', app, 'automations', key, 'hook'] as const,
};

export const useAutomations = (app: string) =>
  useQuery({ queryKey: automationKeys.all(app), queryFn: () => api.get<{ items: AutomationItem[] }>(url`/apps/${app}/automations`) });

/** Every automation under design, published or not. */
export const useAutomationDrafts = (app: string) =>
  useQuery({ queryKey: [...automationKeys.all(app), 'drafts'], queryFn: () => api.get<{ items: { key: string; title: Words; published: number | null }[] }>(url`/apps/${app}/documents`, { query: { kind: 'automation' } }) });

export const useRuns = (app: string, key: string, outcome: string) =>
  useInfiniteQuery({
    queryKey: [...automationKeys.runs(app, key), outcome],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.get<{ items: AutomationRun[]; next: string | null }>(url`/apps/${app}/automations/${key}/runs`, { query: { outcome, cursor: pageParam, limit: 30 } }),
    getNextPageParam: (page) => page.next,
  });

export const useHook = (app: string, key: string, enabled: boolean) =>
  useQuery({ queryKey: automationKeys.hook(app, key), queryFn: () => api.get<HookState>(url`/apps/${app}/automations/${key}/hook`), enabled });

/** Turns one on or off; the list follows, a refusal is said. */
export function useSwitch(app: string) {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (given: { key: string; enabled: boolean }) => api.put(url`/apps/${app}/automations/${given.key}/enabled`, { enabled: given.enabled }),
    onError: toast.failed,
    onSettled: () => queries.invalidateQueries({ queryKey: automationKeys.all(app) }),
  });
}

export function useRetry(app: string, key: string, onDone: () => void) {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: (run: string) => api.post(url`/apps/${app}/automations/${key}/runs/${run}/retry`),
    onSuccess: onDone,
    onError: toast.failed,
    onSettled: () => queries.invalidateQueries({ queryKey: automationKeys.all(app) }),
  });
}
