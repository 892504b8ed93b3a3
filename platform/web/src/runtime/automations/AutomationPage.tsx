/** One automation: what it did and why, what it would do, and how it is designed. */
import { useQuery } from '@tanstack/react-query';
import { Button, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import { api, url } from '@/core/api';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Page } from '@/ui/page';
import { Tabs } from '@/ui/Tabs';
import { DryRun } from './DryRun';
import { Hook } from './Hook';
import { useAutomations, useSwitch } from './queries';
import { Runs } from './Runs';
import type { AutomationItem } from './wire';
import './automations.css';

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
  const [isTrying, setTrying] = useState(false);
  const change = useSwitch(app);
  const tabs = [
    { key: 'runs', label: t('automations.log'), content: <Runs app={app} item={item} /> },
    ...(item.trigger === 'http_received' ? [{ key: 'hook', label: t('automations.hook'), content: <Hook app={app} automation={item.key} /> }] : []),
    { key: 'design', label: t('automations.design'), content: <Design app={app} automation={item.key} /> },
  ];
  return (
    <Page
      title={words(item.title)}
      back={`/apps/${app}/automations`}
      actions={
        <>
          <Switch size="small" checked={item.enabled} loading={change.isPending} aria-label={t('automations.switch', { name: words(item.title) })} onChange={(enabled) => change.mutate({ key: item.key, enabled })} />
          <Button icon={<Icon name="eye" />} onClick={() => setTrying(true)}>{t('automations.dry_run')}</Button>
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
      {isTrying && <DryRun app={app} item={item} onClose={() => setTrying(false)} />}
    </Page>
  );
}

function Design({ app, automation }: { app: string; automation: string }) {
  const { t } = useTranslation();
  const draft = useQuery({
    queryKey: ['app', app, 'automations', automation, 'draft'],
    queryFn: () => api.get<{ content: unknown }>(url`/apps/${app}/documents/automation/${automation}/draft`),
  });
  if (draft.isPending) return <Loading />;
  if (draft.isError) return <Failed error={draft.error} onRetry={() => void draft.refetch()} />;
  return <pre className="auto-json" aria-label={t('automations.design')}>{JSON.stringify(draft.data.content, null, 2)}</pre>;
}
