/** An app's first page: everything in it one may open, by group. */
import { Button } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { Link, Navigate, useLocation, useNavigate, useParams } from 'react-router';
import { useAppDetail } from '@/runtime/queries';
import { useMe } from '@/runtime/session';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon, NamedIcon, type IconName } from '@/ui/icons';
import { late } from '@/ui/late';
import { Menu } from '@/ui/Menu';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Page } from '@/ui/page';
import { useBegun } from '@/ui/use-begun';
import { tintOf } from '@/ui/tint';
import { itemPath, SPARE_ICONS } from './Navigation';

const NewForm = late(async () => (await import('./NewForm')).default);

export function AppHome() {
  const { t } = useTranslation();
  const words = useWords();
  const { app = '' } = useParams();
  const { pathname } = useLocation();
  const me = useMe();
  const detail = useAppDetail(app);
  const isPhone = useIsPhone();
  const [isCreating, setCreating] = useBegun('form');
  if (detail.isPending) return <Loading />;
  if (detail.isError) return <Failed error={detail.error} onRetry={() => void detail.refetch()} />;
  if (detail.data.workplace && !pathname.endsWith('/overview')) return <Navigate to={itemPath(app, detail.data.workplace)} replace />;
  const groups = detail.data.navigation.filter((group) => group.items.length > 0);
  const forms = groups.flatMap((group) => group.items).filter((item) => item.kind === 'form').map((item) => item.key);
  const newForm = detail.data.may_design && (
    <>
      <Link to={`/apps/${app}/excel`} className="bar-link-plain"><Icon name="report" />{t('app.from_excel')}</Link>
      <Button icon={<Icon name="add" />} onClick={() => setCreating(true)}>
        {t('app.new_form')}
      </Button>
    </>
  );
  return (
    <Page
      title={words(detail.data.title)}
      back="/"
      actions={
        <>
          <Ways ways={waysOf(app, me.is_admin, detail.data.may_design)} />
          {!isPhone && newForm}
        </>
      }
    >
      <div className="home-body">
        {groups.length === 0 && (
          <Empty icon="form" title={t('app.none')} actions={newForm || undefined}>
            {t(newForm ? 'app.none_designer' : 'app.none_more')}
          </Empty>
        )}
        {groups.map((group, i) => (
          <section key={words(group.group) || i}>
            <div className="section-title" style={{ marginBottom: 10 }}>{words(group.group)}</div>
            <div className="app-cards">
              {group.items.map((item) => (
                <Link key={`${item.kind}/${item.key}`} to={itemPath(app, item)} className="app-card">
                  <span className={`app-icon ${tintOf(item.color || detail.data.color)}`}>
                    <NamedIcon name={item.icon} spare={SPARE_ICONS[item.kind]} size={22} />
                  </span>
                  <strong>{words(item.title)}</strong>
                </Link>
              ))}
            </div>
          </section>
        ))}
      </div>
      {isCreating && newForm && <NewForm app={app} taken={forms} onClose={() => setCreating(false)} />}
    </Page>
  );
}

interface Way {
  to: string;
  icon: IconName;
  label: string;
}

/** To what stands behind the app, for those who look after it. */
function waysOf(app: string, isAdmin: boolean, mayDesign: boolean): Way[] {
  const designer: Way[] = [
    { to: `/apps/${app}/automations`, icon: 'flow', label: 'automations.title' },
    { to: `/apps/${app}/design`, icon: 'settings', label: 'settings.title' },
  ];
  return [...(isAdmin ? [{ to: `/apps/${app}/flow-runs`, icon: 'task' as const, label: 'runs.title' }] : []), ...(mayDesign ? designer : [])];
}

/** On a phone they would push the app's name aside. */
function Ways({ ways }: { ways: Way[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  if (!isPhone) return ways.map((way) => <Link key={way.to} to={way.to} className="bar-link-plain"><Icon name={way.icon} />{t(way.label)}</Link>);
  if (ways.length === 0) return null;
  const items = ways.map((way) => ({ key: way.to, icon: way.icon, label: t(way.label) }));
  return <Menu items={items} onChoose={(to) => void navigate(to)} trigger={(props) => <Button aria-label={t('more')} icon={<Icon name="more" />} {...props} />} />;
}
