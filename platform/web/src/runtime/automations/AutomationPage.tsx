/** One automation: what it did and why; its designer is one click away. */
import { Switch } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { Link, useParams, useSearchParams } from 'react-router';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Page } from '@/ui/page';
import { Tabs } from '@/ui/Tabs';
import { bring } from '@/locales';
import { Hook } from './Hook';
import { useAutomations, useSwitch } from './queries';
import { Runs } from './Runs';
import type { AutomationItem } from './wire';
import words from './automations.words.json';
import './automations.css';

bring(words);

export function AutomationPage() {
  const { t } = useTranslation();
  const { app = '', automation = '' } = useParams();
  const list = useAutomations(app);
  if (list.isPending) return <Loading />;
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  const item = list.data.items.find((one) => one.key === automation);
  return item ? <One app={app} item={item} /> : <Empty icon="empty" title={t('failed.missing')} />;
}

function One({ app, item }: { app: string; item: AutomationItem }) {
  const { t } = useTranslation();
  const words = useWords();
  const [address, setAddress] = useSearchParams();
  const change = useSwitch(app);
  const tabs = [
    { key: 'runs', label: t('automations.log'), content: <Runs app={app} item={item} /> },
    ...(item.trigger === 'http_received' ? [{ key: 'hook', label: t('automations.hook'), content: <Hook app={app} automation={item.key} /> }] : []),
  ];
  return (
    <Page
      title={words(item.title)}
      back={`/apps/${app}/automations`}
      actions={
        <>
          <Switch size="small" checked={item.enabled} loading={change.isPending} aria-label={t('automations.switch', { name: words(item.title) })} onChange={(enabled) => change.mutate({ key: item.key, enabled })} />
          <Link to={`/apps/${app}/design/automation/${item.key}`} className="bar-link-plain"><Icon name="design" size={15} />{t('automations.design')}</Link>
        </>
      }
    >
      <div className="auto">
        <p className="auto-what">
          {words(item.form_title) && <b>{words(item.form_title)}</b>}
          {words(item.trigger_words)}
          <span className="muted">{t('automations.version', { n: item.version, steps: item.steps })}</span>
        </p>
        <Tabs label={words(item.title)} active={address.get('tab') ?? 'runs'} onChange={(tab) => setAddress({ tab }, { replace: true })} tabs={tabs} />
      </div>
    </Page>
  );
}
