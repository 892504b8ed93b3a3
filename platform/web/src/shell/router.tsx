/** The addresses. Each page is its own chunk; while one is fetched, the page before stays. */
import { createElement, lazy, Suspense, useEffect, useLayoutEffect, useState, useTransition, type ComponentType } from 'react';
import { matchRoutes, Navigate, Router, useLocation, useRoutes, type RouteObject } from 'react-router';
import { PageIsComing } from '@/ui/Busy';
import { Boundary, Failed, Loading } from '@/ui/notice';
import { current, listen, navigator } from './addresses';
import { Shell } from './Shell';

/** A page that does not come, usually because a new release replaced its file, says so in its place and is asked for again by whoever comes back. */
function page<M extends Record<N, ComponentType>, N extends string>(load: () => Promise<M>, name: N): Pick<RouteObject, 'element' | 'handle'> {
  const fetched = () => {
    const wanted = ahead(() => load().then((module) => ({ default: module[name] as ComponentType }), missing));
    return { wanted, Page: lazy(wanted) };
  };
  const missing = (error: unknown): { default: ComponentType } => ({ default: () => <Missing error={error} onGone={again} /> });
  let now = fetched();
  const again = () => {
    now = fetched();
  };
  const Page = () => createElement(now.Page);
  return { element: <Page />, handle: () => void now.wanted() };
}

/** Asked once, however often. */
function ahead<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => (asked ??= ask());
}

function Missing({ error, onGone }: { error: unknown; onGone: () => void }) {
  useEffect(() => onGone, [onGone]);
  return <Failed error={error} onRetry={() => window.location.reload()} />;
}

/** Its designer comes along. */
async function designPage() {
  const module = await import('./DesignPage');
  module.fetchDesigner(current().location.pathname);
  return module;
}

const ROUTES: RouteObject[] = [
  { path: '/login', ...page(() => import('./LoginPage'), 'LoginPage') },
  {
    path: '/',
    element: <Shell />,
    children: [
      { index: true, ...page(() => import('./HomePage'), 'HomePage') },
      { path: 'apps/:app', ...page(() => import('./AppHome'), 'AppHome') },
      { path: 'templates', ...page(() => import('./templates/TemplatesPage'), 'TemplatesPage') },
      { path: 'excel', ...page(() => import('./excel/FromExcelPage'), 'FromExcelPage') },
      { path: 'apps/:app/excel', ...page(() => import('./excel/FromExcelPage'), 'FromExcelPage') },
      { path: 'apps/:app/overview', ...page(() => import('./AppHome'), 'AppHome') },
      { path: 'apps/:app/forms/:form', ...page(() => import('@/runtime/list/ListPage'), 'ListPage') },
      { path: 'apps/:app/forms/:form/new', ...page(() => import('@/runtime/form/FormPage'), 'FormPage') },
      { path: 'apps/:app/forms/:form/records/:id', ...page(() => import('@/runtime/record/RecordPage'), 'RecordPage') },
      { path: 'apps/:app/forms/:form/records/:id/edit', ...page(() => import('@/runtime/form/FormPage'), 'FormPage') },
      { path: 'apps/:app/ledgers/:ledger', ...page(() => import('@/runtime/ledger/LedgerPage'), 'LedgerPage') },
      { path: 'apps/:app/journals/:journal', ...page(() => import('@/runtime/journal/JournalPage'), 'JournalPage') },
      { path: 'apps/:app/reports/:report', ...page(() => import('@/runtime/report/ReportPage'), 'ReportPage') },
      { path: 'apps/:app/pages/:page', ...page(() => import('@/runtime/pages/PagePage'), 'PagePage') },
      { path: 'apps/:app/automations', ...page(() => import('@/runtime/automations/AutomationsPage'), 'AutomationsPage') },
      { path: 'apps/:app/automations/:automation', ...page(() => import('@/runtime/automations/AutomationPage'), 'AutomationPage') },
      { path: 'apps/:app/flow-runs', ...page(() => import('@/runtime/flows/FlowRunsPage'), 'FlowRunsPage') },
      { path: 'apps/:app/design', ...page(() => import('./DesignHome'), 'DesignHome') },
      { path: 'apps/:app/design/:kind/:key', ...page(designPage, 'DesignPage') },
      { path: 'tasks', ...page(() => import('@/runtime/tasks/TasksPage'), 'TasksPage') },
      { path: 'tasks/:id', ...page(() => import('@/runtime/tasks/TaskPage'), 'TaskPage') },
      { path: 'notifications', ...page(() => import('@/runtime/notifications/NotificationsPage'), 'NotificationsPage') },
      { path: 'me', ...page(() => import('./MePage'), 'MePage') },
      { path: 'org', ...page(() => import('./org/OrgPage'), 'OrgPage') },
      { path: '*', ...page(() => import('./MissingPage'), 'MissingPage') },
    ],
  },
  { path: '*', element: <Navigate to="/" replace /> },
];

/** The first page is fetched while the server is still asked who is there. */
for (const { route } of matchRoutes(ROUTES, current().location) ?? []) (route.handle as (() => void) | undefined)?.();

/** Where the browser is, and the page of that address. */
export function Pages() {
  const [address, show] = useState(current);
  const [isComing, start] = useTransition();
  useLayoutEffect(() => listen((next) => start(() => show(next))), []);
  return (
    <PageIsComing value={isComing}>
      <Router location={address.location} navigationType={address.action} navigator={navigator}>
        <Page />
      </Router>
    </PageIsComing>
  );
}

function Page() {
  const routes = useRoutes(ROUTES);
  return (
    <Boundary at={useLocation().pathname}>
      <Suspense fallback={<Loading />}>{routes}</Suspense>
    </Boundary>
  );
}
