/** The first page: the apps one may open, and for administrators the templates. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { Template } from '@/core/wire';
import { useApps, useTodo } from '@/runtime/queries';
import { useMe } from '@/runtime/session';
import { TaskRow } from '@/runtime/tasks/TaskRow';
import { useWords } from '@/ui/hooks';
import { confirm } from '@/ui/confirm';
import { Icon, NamedIcon } from '@/ui/icons';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Page } from '@/ui/page';
import { tintOf } from '@/ui/tint';
import { useToast } from '@/ui/toast';

const NewApp = lazy(() => import('./NewApp'));

export function HomePage() {
  const { t } = useTranslation();
  const me = useMe();
  const apps = useApps();
  const words = useWords();
  const [isCreating, setCreating] = useState(false);
  return (
    <Page title={t('home.title')} actions={
        me.is_admin && (
          <Button icon={<Icon name="add" />} onClick={() => setCreating(true)}>
            {t('home.new_app')}
          </Button>
        )
      }>
      <div className="home-body">
        <Waiting />
        <div className="section-title">{t('home.apps')}</div>
        {apps.isPending && <Loading />}
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
        {me.is_admin && <Templates />}
      </div>
      {isCreating && (
        <Suspense>
          <NewApp onClose={() => setCreating(false)} />
        </Suspense>
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

function Templates() {
  const { t } = useTranslation();
  const words = useWords();
  const templates = useQuery({ queryKey: keys.templates, queryFn: () => api.get<{ items: Template[] }>('/templates') });
  const install = useInstall();
  const offered = templates.data?.items.filter((template) => !template.installed) ?? [];
  if (offered.length === 0) return null;
  return (
    <>
      <div className="section-title">{t('home.templates')}</div>
      <div className="app-cards">
        {offered.map((template) => (
          <button type="button" key={template.key} className="app-card" onClick={() => install(template)}>
            <span className="app-icon">
              <Icon name="template" size={22} />
            </span>
            <span>
              <strong>{words(template.title)}</strong>
              <small>{words(template.description)}</small>
            </span>
          </button>
        ))}
      </div>
    </>
  );
}

function useInstall() {
  const { t } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  return (template: Template) => {
    let withData = true;
    const install = async () => {
      const done = await api.post<{ app: string; job: string | null }>(url`/templates/${template.key}/install`, { sample_data: withData });
      await queries.invalidateQueries({ queryKey: keys.apps });
      await navigate(`/apps/${done.app}`);
    };
    void confirm({
      title: t('home.install', { name: words(template.title) }),
      content: (
        <label className="check-line">
          <input type="checkbox" defaultChecked onChange={(event) => (withData = event.target.checked)} />
          {t('home.sample_data')}
        </label>
      ),
      okText: t('home.install_ok'),
    }).then((yes) => (yes ? install().catch(toast.failed) : undefined));
  };
}
