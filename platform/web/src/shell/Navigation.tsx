/** The left navigation: of an app, its groups; elsewhere, the main places. */
import { useTranslation } from '@/locales/useTranslation';
import { NavLink } from 'react-router';
import type { NavigationItem } from '@/core/wire';
import { useAppDetail, useApps, useTaskCounts } from '@/runtime/queries';
import { useMe } from '@/runtime/session';
import { useWords } from '@/ui/hooks';
import { Icon, NamedIcon, type IconName } from '@/ui/icons';
import { tintOf } from '@/ui/tint';

const FOLDERS = { form: 'forms', ledger: 'ledgers', journal: 'journals', report: 'reports', page: 'pages' } as const;
export const SPARE_ICONS = { form: 'form', ledger: 'ledger', journal: 'ledger', report: 'report', page: 'page' } as const;

export function itemPath(app: string, item: Pick<NavigationItem, 'kind' | 'key'>): string {
  return `/apps/${app}/${FOLDERS[item.kind]}/${item.key}`;
}

export function AppNavigation({ app }: { app: string }) {
  const { t } = useTranslation();
  const words = useWords();
  const detail = useAppDetail(app);
  return (
    <div className="nav">
      {detail.data?.workplace && <Place to={`/apps/${app}/overview`} icon="app" label={t('nav.overview')} />}
      <AppTasks app={app} />
      {detail.data?.navigation.map((group, i) => (
        <div className="nav-group" key={words(group.group) || i}>
          {words(group.group) && <div className="nav-title">{words(group.group)}</div>}
          {group.items.map((item) => (
            <NavLink key={`${item.kind}/${item.key}`} to={itemPath(app, item)} className={`nav-item ${tintOf(item.color)}`}>
              <NamedIcon name={item.icon} spare={SPARE_ICONS[item.kind]} />
              <span>{words(item.title)}</span>
            </NavLink>
          ))}
        </div>
      ))}
    </div>
  );
}

/** What waits in this app. Where there is but one, that is all there is. */
function AppTasks({ app }: { app: string }) {
  const { t } = useTranslation();
  // Until it is known, the app's own: whoever clicks at once must not land among those of all.
  const apps = useApps();
  const isOneOfMany = !apps.data || apps.data.items.length > 1;
  const counts = useTaskCounts(isOneOfMany ? app : '');
  return <Place to={isOneOfMany ? `/tasks?app=${app}` : '/tasks'} icon="task" label={t('nav.tasks')} count={counts.data?.todo} />;
}

export function MainNavigation() {
  const { t } = useTranslation();
  const me = useMe();
  const words = useWords();
  const apps = useApps();
  const counts = useTaskCounts();
  const todo = counts.data?.todo ?? 0;
  return (
    <div className="nav">
      <Place to="/" icon="home" label={t('nav.home')} />
      <Place to="/tasks" icon="task" label={t('nav.tasks')} count={todo} />
      <Place to="/notifications" icon="bell" label={t('nav.notifications')} />
      {me.is_admin && <Place to="/org" icon="building" label={t('nav.org')} />}
      {apps.data && apps.data.items.length > 0 && (
        <div className="nav-group">
          <div className="nav-title">{t('nav.apps')}</div>
          {apps.data.items.map((app) => (
            <NavLink key={app.key} to={`/apps/${app.key}`} className={`nav-item ${tintOf(app.color)}`}>
              <NamedIcon name={app.icon} spare="app" />
              <span>{words(app.title)}</span>
            </NavLink>
          ))}
        </div>
      )}
    </div>
  );
}

function Place({ to, icon, label, count = 0 }: { to: string; icon: IconName; label: string; count?: number | undefined }) {
  return (
    <NavLink to={to} end className="nav-item">
      <Icon name={icon} />
      <span>{label}</span>
      {count > 0 && <b className="nav-count">{count}</b>}
    </NavLink>
  );
}
