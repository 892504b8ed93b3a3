/** Query keys: one place, so that a live message invalidates exactly what it touches. */
import type { LiveMessage } from './wire';

export const keys = {
  session: ['session'] as const,
  me: ['me'] as const,
  apps: ['apps'] as const,
  templates: ['templates'] as const,
  /** What changes the apps changes where one may go. */
  places: ['apps', 'places'] as const,
  app: (app: string) => ['app', app] as const,
  form: (app: string, form: string) => ['app', app, 'form', form] as const,
  records: (app: string, form: string) => ['records', app, form] as const,
  record: (app: string, form: string, id: string) => ['record', app, form, id] as const,
  views: (app: string, form: string) => ['views', app, form] as const,
  ledger: (app: string, ledger: string) => ['app', app, 'ledger', ledger] as const,
  balances: (app: string, ledger: string) => ['balances', app, ledger] as const,
  reports: (app: string) => ['reports', app] as const,
  tasks: ['tasks'] as const,
  task: (id: string) => ['tasks', 'one', id] as const,
  notifications: ['notifications'] as const,
  members: ['org', 'members'] as const,
  departments: ['org', 'departments'] as const,
  roles: ['org', 'roles'] as const,
  apiKeys: ['api-keys'] as const,
};

/** The keys a live message makes stale. */
export function touched(message: LiveMessage): readonly (readonly string[])[] {
  switch (message.type) {
    case 'record':
      return [keys.records(message.app, message.form), ...oneRecord(message)];
    case 'flow':
      return oneRecord(message);
    case 'task':
      return [keys.tasks, ...oneRecord(message)];
    case 'notification':
      return [keys.notifications];
    case 'ledger':
      return [keys.balances(message.app, message.ledger), keys.reports(message.app)];
    case 'design':
      return [keys.app(message.app), keys.apps];
  }
}

/** All of its form where the server does not say which. */
function oneRecord({ app, form, id }: { app?: string; form?: string; id?: string }): readonly (readonly string[])[] {
  if (app === undefined || form === undefined) return [];
  return [id === undefined ? ['record', app, form] : keys.record(app, form, id)];
}

/** What may have changed while the connection was away: everything that is live. */
export const LIVE_KEYS: readonly (readonly string[])[] = [
  ['records'], ['record'], ['balances'], keys.tasks, keys.notifications, ['app'], keys.apps,
];
