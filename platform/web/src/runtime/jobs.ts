/** A job as it runs, asked for until it has come to an end. */
import { useQuery } from '@tanstack/react-query';
import { api, url } from '@/core/api';
import type { Job } from '@/core/wire';

const RUNNING = new Set(['queued', 'running']);
const ASK_AGAIN_MS = 700;
const WHOLE = 100;

export function useJob(id: string) {
  const asked = useQuery({
    queryKey: ['job', id],
    queryFn: () => api.get<Job>(url`/jobs/${id}`),
    refetchInterval: (query) => (!query.state.data || RUNNING.has(query.state.data.state) ? ASK_AGAIN_MS : false),
  });
  const job = asked.data;
  const state = job?.state ?? 'queued';
  const total = job?.total ?? 0;
  return {
    job,
    state,
    isRunning: RUNNING.has(state),
    percent: total > 0 ? Math.floor(((job?.progress ?? 0) / total) * WHOLE) : 0,
    askAgain: () => void asked.refetch(),
  };
}
