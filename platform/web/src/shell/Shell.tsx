/** The frame for everybody who is signed in: bar on top, navigation left, page beside it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Link, Navigate, Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { changeLanguage } from '@/locales';
import { ApiError, setCsrf, whenSignedOut } from '@/core/api';
import { keys } from '@/core/keys';
import { keepFor } from '@/core/person';
import { isLanguage } from '@/core/words';
import type { Me } from '@/core/wire';
import { MeProvider, useMe } from '@/runtime/session';
import { ME, useAppDetail, useNotifications, useSession, useTaskCounts } from '@/runtime/queries';
import { useIsPhone, useLanguage, useOnline, useWords } from '@/ui/hooks';
import { Busy } from '@/ui/Busy';
import { Drawer } from '@/ui/Drawer';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Menu, type MenuItem } from '@/ui/Menu';
import { Boundary, Failed, Loading } from '@/ui/notice';
import { Count } from '@/ui/Tabs';
import { changeTheme, useTheme } from '@/ui/use-theme';
import { Avatar, Logo } from './Brand';
import { AppNavigation, MainNavigation } from './Navigation';
import { useSignOut, useSwitchLanguage } from './account';
import { useLive } from './live';
import { startTour } from './tour/steps';
import './shell.css';

const CommandPalette = late(async () => (await import('./palette/CommandPalette')).default);

export function Shell() {
  const session = useSession();
  const location = useLocation();
  const isSignedIn = session.data?.signed_in === true;
  useLive(isSignedIn);
  const me = useQuery({ ...ME, enabled: isSignedIn });
  if (session.data) setCsrf(session.data.csrf);
  if (session.isError) return <Failed error={session.error} onRetry={() => void session.refetch()} />;
  if (session.isPending) return <Loading />;
  const isRefused = me.error instanceof ApiError && me.error.status === 401;
  if (!isSignedIn || isRefused) {
    const next = location.pathname + location.search;
    return <Navigate to={next === '/' ? '/login' : `/login?next=${encodeURIComponent(next)}`} replace />;
  }
  if (me.isError) return <Failed error={me.error} onRetry={() => void me.refetch()} />;
  if (!me.data) return <Loading />;
  keepFor(String(me.data.id));
  return (
    <MeProvider value={me.data}>
      <SignedIn />
    </MeProvider>
  );
}

function SignedIn() {
  const me = useMe();
  const queries = useQueryClient();
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const isOnline = useOnline();
  const { app } = useParams();
  const location = useLocation();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (isLanguage(me.language)) void changeLanguage(me.language);
  }, [me.language]);
  useEffect(() => whenSignedOut(() => void queries.invalidateQueries({ queryKey: keys.session })), [queries]);
  useEffect(() => setOpen(false), [location.pathname]);

  const [isJumping, setJumping] = useState(false);
  useJumpKey(() => setJumping((is) => !is));

  const isDesigning = location.pathname.includes('/design/');
  const navigation = app ? <AppNavigation app={app} /> : <MainNavigation />;
  return (
    <div className="shell">
      <Busy />
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      <TopBar onMenu={isPhone ? () => setOpen(true) : undefined} onSearch={() => setJumping(true)} />
      {!isOnline && <div className="offline" role="status">{t('offline')}</div>}
      <div className="shell-body">
        {!isPhone && !isDesigning && (
          <nav className="side" aria-label={t('nav.main')}>
            {navigation}
          </nav>
        )}
        {isPhone && isOpen && (
          <Drawer side="left" title={me.workspace.name} onClose={() => setOpen(false)}>
            <nav aria-label={t('nav.main')}>
              {app && <AppNavigation app={app} />}
              {app && <div className="nav-line" />}
              <MainNavigation />
            </nav>
          </Drawer>
        )}
        <main id="content" className="content" tabIndex={-1}>
          <Boundary at={location.pathname}>
            <Suspense fallback={<Loading />}>
              <Outlet />
            </Suspense>
          </Boundary>
        </main>
      </div>
      {isPhone && <BottomBar />}
      {isJumping && <CommandPalette onClose={() => setJumping(false)} />}
    </div>
  );
}

/** Ctrl-K, or ⌘K, from anywhere: also out of a field one types in. */
function useJumpKey(onKey: () => void): void {
  const latest = useRef(onKey);
  useEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

function TopBar({ onMenu, onSearch }: { onMenu: (() => void) | undefined; onSearch: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const { app } = useParams();
  const detail = useAppDetail(app);
  return (
    <header className="bar">
      {onMenu && (
        <button type="button" className="icon-button" aria-label={t('nav.open')} onClick={onMenu}>
          <Icon name="menu" size={20} />
        </button>
      )}
      <Link to="/" className="brand" aria-label={`${t('brand')} · ${t('nav.home')}`}>
        <Logo />
        {!(onMenu && app) && <span>{t('brand')}</span>}
      </Link>
      {app && (
        <>
          <span className="bar-slash" aria-hidden="true">/</span>
          <Link to={`/apps/${app}`} className="bar-app">{words(detail.data?.title) || app}</Link>
        </>
      )}
      <div className="bar-right">
        <button type="button" className="bar-search" title={t('palette.title')} aria-keyshortcuts="Control+K Meta+K" onClick={onSearch}>
          <Icon name="search" size={17} />
          <span className="wide-only">{t('palette.open')}</span>
          <kbd className="wide-only">{IS_MAC ? '⌘K' : 'Ctrl K'}</kbd>
        </button>
        <TasksLink />
        <Bell />
        <AccountMenu />
      </div>
    </header>
  );
}

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.userAgent);

function TasksLink() {
  const { t } = useTranslation();
  const counts = useTaskCounts();
  const todo = counts.data?.todo ?? 0;
  return (
    <Link to="/tasks" className="bar-link" aria-label={t('nav.tasks_n', { n: todo })}>
      <span className="counted">
        <Icon name="task" size={19} />
        <Count n={todo} isDrawn />
      </span>
      <span className="wide-only">{t('nav.tasks')}</span>
    </Link>
  );
}

function Bell() {
  const { t } = useTranslation();
  const notifications = useNotifications(false);
  const unread = notifications.data?.unread ?? 0;
  return (
    <Link to="/notifications" className="bar-link" aria-label={t('nav.notifications_n', { n: unread })}>
      <span className="counted">
        <Icon name="bell" size={19} />
        <Count n={unread} isDrawn />
      </span>
      <span className="wide-only">{t('nav.notifications')}</span>
    </Link>
  );
}

function AccountMenu() {
  const me = useMe();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const language = useLanguage();
  const theme = useTheme();
  const switchLanguage = useSwitchLanguage();
  const signOut = useSignOut();
  const items: MenuItem[] = [
    { key: 'me', icon: 'user', label: t('account.settings') },
    ...(me.is_admin ? [{ key: 'org', icon: 'building' as const, label: t('nav.org') }] : []),
    { key: 'language', icon: 'globe', label: language === 'en' ? '切换到中文' : 'Switch to English' },
    { key: 'theme', icon: 'eye', label: theme === 'dark' ? t('account.light') : t('account.dark') },
    { key: 'tour', icon: 'flag', label: t('tour.again') },
    { key: 'out', icon: 'sign_out', label: t('account.sign_out'), divided: true },
  ];
  const choose = (key: string) => {
    if (key === 'language') switchLanguage(language === 'en' ? 'zh-CN' : 'en');
    else if (key === 'theme') changeTheme(theme === 'dark' ? 'light' : 'dark');
    else if (key === 'tour') {
      void navigate('/');
      startTour();
    } else if (key === 'out') signOut();
    else void navigate(`/${key}`);
  };
  return (
    <Menu
      items={items}
      onChoose={choose}
      head={<AccountCard me={me} />}
      trigger={(props) => (
        <button type="button" className="account" aria-label={t('account.menu', { name: me.name })} {...props}>
          <Avatar name={me.name} />
          <span className="wide-only">{me.name}</span>
          <Icon name="chevron_down" size={14} className="wide-only" />
        </button>
      )}
    />
  );
}

function AccountCard({ me }: { me: Me }) {
  return (
    <div className="account-card">
      <strong>{me.name}</strong>
      <span>{[me.workspace.name, ...me.roles.map((role) => role.name)].join(' · ')}</span>
    </div>
  );
}

function BottomBar() {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const counts = useTaskCounts();
  const notifications = useNotifications(false);
  const item = (to: string, icon: 'home' | 'task' | 'bell' | 'user', label: string, isHere: boolean, count = 0) => (
    <Link to={to} aria-current={isHere ? 'page' : undefined}>
      <span className="counted">
        <Icon name={icon} size={20} />
        <Count n={count} isDrawn />
      </span>
      {label}
    </Link>
  );
  return (
    <nav className="bottom" aria-label={t('nav.bottom')}>
      {item('/', 'home', t('nav.work'), pathname === '/' || pathname.startsWith('/apps'))}
      {item('/tasks', 'task', t('nav.tasks'), pathname.startsWith('/tasks'), counts.data?.todo)}
      {item('/notifications', 'bell', t('nav.notifications'), pathname === '/notifications', notifications.data?.unread)}
      {item('/me', 'user', t('nav.me'), pathname === '/me')}
    </nav>
  );
}
