/** The addresses. Each page is its own chunk. */
import type { ComponentType } from 'react';
import { createBrowserRouter, Navigate, type RouteObject } from 'react-router';
import { Loading } from '@/ui/notice';
import { Shell } from './Shell';
import { RouteFailed } from './RouteFailed';

function page<M extends Record<N, ComponentType>, N extends string>(load: () => Promise<M>, name: N): Pick<RouteObject, 'lazy'> {
  return { lazy: async () => ({ Component: (await load())[name] }) };
}

export const router = createBrowserRouter([
  {
    HydrateFallback: Loading,
    ErrorBoundary: RouteFailed,
    children: [
      { path: '/login', ...page(() => import('./LoginPage'), 'LoginPage') },
      {
        path: '/',
        Component: Shell,
        ErrorBoundary: RouteFailed,
        // A page that does not come leaves the navigation where it is.
        children: [{ ErrorBoundary: RouteFailed, children: [
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
          { path: 'apps/:app/design/:kind/:key', ...page(() => import('./DesignPage'), 'DesignPage') },
          { path: 'tasks', ...page(() => import('@/runtime/tasks/TasksPage'), 'TasksPage') },
          { path: 'tasks/:id', ...page(() => import('@/runtime/tasks/TaskPage'), 'TaskPage') },
          { path: 'notifications', ...page(() => import('@/runtime/notifications/NotificationsPage'), 'NotificationsPage') },
          { path: 'me', ...page(() => import('./MePage'), 'MePage') },
          { path: 'org', ...page(() => import('./org/OrgPage'), 'OrgPage') },
          { path: '*', ...page(() => import('./MissingPage'), 'MissingPage') },
        ] }],
      },
      { path: '*', element: <Navigate to="/" replace /> },
    ],
  },
]);
