/** The first page: the apps one may open, and for administrators the ways to new ones. */
import { Button } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { Link, useNavigate } from 'react-router';
import { useApps, useTodo } from '@/runtime/queries';
import { useMe } from '@/runtime/session';
import { TaskRow } from '@/runtime/tasks/TaskRow';
import { useWords } from '@/ui/hooks';
import { Icon, NamedIcon, type IconName } from '@/ui/icons';
import { late } from '@/ui/late';
import { Menu, type MenuItem } from '@/ui/Menu';
import { Empty, Failed, Skeleton } from '@/ui/notice';
import { Page } from '@/ui/page';
import { useBegun } from '@/ui/use-begun';
import { tintOf, type Tint } from '@/ui/tint';
import { Welcome } from './tour/Welcome';

const NewApp = late(async () => (await import('./NewApp')).default);
/** With fewer apps the ways to more stand on the page. */
const FEW = 4;

export function HomePage() {
  const { t } = useTranslation();
  const me = useMe();
  const apps = useApps();
  const words = useWords();
  const [isBegun, setCreating] = useBegun('app');
  const isCreating = isBegun && me.is_admin;
  return (
    <Page title={t('home.title')} actions={
        me.is_admin && <NewAppMenu onBlank={() => setCreating(true)} />
      }>
      <div className="home-body">
        <Welcome />
        <Waiting />
        <div className="section-title">{t('home.apps')}</div>
        {apps.isPending && <Skeleton />}
        {apps.isError && <Failed error={apps.error} onRetry={() => void apps.refetch()} />}
        {apps.data?.items.length === 0 && (
          <Empty icon="app" title={t('home.none')}>
            {me.is_admin ? t('home.none_admin') : t('home.none_member')}
          </Empty>
        )}
        <div className="app-cards">
          {apps.data?.items.map((app) => (
            <Link key={app.key} to={`/apps/${app.key}`} className="app-card">
              <span className={`app-icon ${tintOf(app.color)}`}>
                <NamedIcon name={app.icon} spare="app" size={22} />
              </span>
              <strong>{words(app.title)}</strong>
            </Link>
          ))}
        </div>
        {me.is_admin && (apps.data?.items.length ?? FEW) < FEW && <Beginnings onBlank={() => setCreating(true)} />}
      </div>
      {isCreating && (
        <NewApp onClose={() => setCreating(false)} />
      )}
    </Page>
  );
}

/** What waits for me, the oldest page of it; the rest is one click away. */
function Waiting() {
  const { t } = useTranslation();
  const tasks = useTodo();
  const { todo = 0, cc = 0 } = tasks.data?.counts ?? {};
  const first = tasks.data?.items ?? [];
  if (todo === 0 && cc === 0) return null;
  return (
    <section>
      <div className="section-title home-waiting">
        {todo > 0 ? t('home.waiting', { n: todo }) : t('home.waiting_none')}
        <Link to={todo > 0 ? '/tasks' : '/tasks?box=cc'}>{cc > 0 ? t('home.waiting_cc', { n: cc }) : t('home.waiting_all')}</Link>
      </div>
      {first.length > 0 && (
        <ul className="task-list">
          {first.map((item) => (
            <TaskRow key={item.id} item={item} box="todo" />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Everything one may make an app of. */
function NewAppMenu({ onBlank }: { onBlank: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const items: MenuItem[] = [
    { key: 'blank', icon: 'add', label: t('home.blank') },
    { key: '/excel', icon: 'report', label: t('home.from_excel') },
    { key: '/templates', icon: 'template', label: t('templates.title') },
  ];
  return (
    <Menu
      items={items}
      onChoose={(key) => (key === 'blank' ? onBlank() : void navigate(key))}
      trigger={(props) => (
        <Button icon={<Icon name="add" />} {...props}>
          {t('home.new_app')}
        </Button>
      )}
    />
  );
}

/** For administrators, while there is little: the ways to an app, as cards. */
function Beginnings({ onBlank }: { onBlank: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="section-title">{t('home.begin')}</div>
      <div className="app-cards">
        <Link to="/templates" className="app-card">
          <Begin icon="template" tint="purple" title={t('templates.title')} more={t('home.templates_more')} />
        </Link>
        <Link to="/excel" className="app-card">
          <Begin icon="report" tint="green" title={t('home.from_excel')} more={t('home.from_excel_more')} />
        </Link>
        <button type="button" className="app-card" onClick={onBlank}>
          <Begin icon="add" tint="blue" title={t('home.blank')} more={t('home.blank_more')} />
        </button>
      </div>
    </>
  );
}

function Begin({ icon, tint, title, more }: { icon: IconName; tint: Tint; title: string; more: string }) {
  return (
    <>
      <span className={`app-icon ${tintOf(tint)}`}>
        <Icon name={icon} size={22} />
      </span>
      <span>
        <strong>{title}</strong>
        <small>{more}</small>
      </span>
    </>
  );
}
