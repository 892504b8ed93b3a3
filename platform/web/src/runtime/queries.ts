/** The reads that several pages share. */
import { queryOptions, useQuery, type QueryClient } from '@tanstack/react-query';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import { withoutLineNumbers } from '@/runtime/form/links';
import type { AppDetail, AppSummary, FormView, Me, NotificationItem, Page, RecordDetail, Session, TaskPage } from '@/core/wire';

const MINUTE_MS = 60_000;
/** What was begun before its page was drawn is not read again with it. */
export const JUST_READ_MS = 1_000;

export const SESSION = queryOptions({ queryKey: keys.session, queryFn: () => api.get<Session>('/session'), staleTime: Infinity });

export const isSignedIn = async (queries: QueryClient) => (await queries.fetchQuery(SESSION)).signed_in;

export const ME = queryOptions({ queryKey: keys.me, queryFn: () => api.get<Me>('/me'), staleTime: Infinity });

export const APP = (app: string) =>
  queryOptions({ queryKey: keys.app(app), queryFn: () => api.get<AppDetail>(url`/apps/${app}`), staleTime: MINUTE_MS });

export const useSession = () => useQuery(SESSION);

export const useApps = () =>
  useQuery({ queryKey: keys.apps, queryFn: () => api.get<{ items: AppSummary[] }>('/apps'), staleTime: MINUTE_MS });

export const useAppDetail = (app: string | undefined) => useQuery({ ...APP(app ?? ''), enabled: app !== undefined });

export const FORM = (app: string, form: string) =>
  queryOptions({ queryKey: keys.form(app, form), queryFn: () => api.get<FormView>(url`/apps/${app}/forms/${form}`), staleTime: MINUTE_MS });

export const useForm = (app: string, form: string) => useQuery({ ...FORM(app, form), select: withoutLineNumbers });

export const useRecord = (app: string, form: string, id: string | undefined) =>
  useQuery({
    queryKey: keys.record(app, form, id ?? ''),
    queryFn: () => api.get<RecordDetail>(url`/apps/${app}/forms/${form}/records/${id ?? ''}`),
    enabled: id !== undefined,
  });

const FIRST_TASKS = 5;

/** The first of what waits for me, and the counts of all boxes. */
const todo = {
  queryKey: [...keys.tasks, 'counts'],
  queryFn: () => api.get<TaskPage>('/tasks', { query: { box: 'todo', limit: FIRST_TASKS } }),
  staleTime: 30_000,
};

export const useTodo = () => useQuery(todo);

const todoOf = (app: string) => ({
  ...todo,
  queryKey: [...todo.queryKey, app],
  queryFn: () => api.get<TaskPage>('/tasks', { query: { box: 'todo', limit: 1, app } }),
});

/** The counts beside 待办 and on the bell; of one app where one is named. */
export const useTaskCounts = (app = '') => useQuery({ ...(app ? todoOf(app) : todo), select: (page) => page.counts });

export const useNotifications = (unread: boolean) =>
  useQuery({
    queryKey: [...keys.notifications, unread],
    queryFn: () =>
      api.get<Page<NotificationItem> & { unread: number }>('/notifications', { query: { unread: unread || undefined } }),
    staleTime: 30_000,
  });
