/** The automations of an app: what sets each off, how it is going, on or off. */
import { Button, Switch } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { Link, useParams } from 'react-router';
import { showShort } from '@/core/moments';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Page } from '@/ui/page';
import { useBegun } from '@/ui/use-begun';
import { bring } from '@/locales';
import { useAutomationDrafts, useAutomations, useSwitch } from './queries';
import type { AutomationItem } from './wire';
import words from './automations.words.json';
import './automations.css';

bring(words);

const NewAutomation = late(async () => (await import('./NewAutomation')).default);

export function AutomationsPage() {
  const { t } = useTranslation();
  const { app = '' } = useParams();
  const list = useAutomations(app);
  const [isNew, setNew] = useBegun('automation');
  const create = <Button type="primary" icon={<Icon name="add" />} onClick={() => setNew(true)}>{t('automations.new')}</Button>;
  return (
    <Page title={t('automations.title')} back={`/apps/${app}`} actions={create}>
      <div className="auto">
        <p className="muted">{t('automations.help')}</p>
        {list.isPending && <Loading />}
        {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
        {list.data?.items.length === 0 && <Empty icon="flow" title={t('automations.none')} actions={create}>{t('automations.none_more')}</Empty>}
        {list.data && list.data.items.length > 0 && <Table app={app} items={list.data.items} />}
        <Drafts app={app} published={list.data?.items ?? []} />
      </div>
      {isNew && <NewAutomation app={app} onClose={() => setNew(false)} />}
    </Page>
  );
}

/** What was begun and never published. */
function Drafts({ app, published }: { app: string; published: readonly AutomationItem[] }) {
  const { t } = useTranslation();
  const words = useWords();
  const drafts = useAutomationDrafts(app);
  const open = (drafts.data?.items ?? []).filter((one) => one.published === null && !published.some((item) => item.key === one.key));
  if (open.length === 0) return null;
  return (
    <section className="auto-drafts">
      <h2>{t('automations.drafts')}</h2>
      <ul>
        {open.map((one) => (
          <li key={one.key}>
            <Link to={`/apps/${app}/design/automation/${one.key}`}>
              <Icon name="design" size={14} />
              {words(one.title) || one.key}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Table({ app, items }: { app: string; items: readonly AutomationItem[] }) {
  const { t } = useTranslation();
  return (
    <div className="auto-table" role="table" aria-label={t('automations.title')}>
      <div className="auto-row auto-head" role="row">
        <span role="columnheader">{t('automations.name')}</span>
        <span role="columnheader">{t('automations.trigger')}</span>
        <span role="columnheader" className="num">{t('automations.steps')}</span>
        <span role="columnheader" className="num">{t('automations.runs')}</span>
        <span role="columnheader" className="auto-last">{t('automations.last')}</span>
        <span role="columnheader">{t('automations.enabled')}</span>
      </div>
      {items.map((item) => <Row key={item.key} app={app} item={item} />)}
    </div>
  );
}

function Row({ app, item }: { app: string; item: AutomationItem }) {
  const { t } = useTranslation();
  const words = useWords();
  const change = useSwitch(app);
  const form = words(item.form_title);
  return (
    <div className={item.enabled ? 'auto-row' : 'auto-row auto-off'} role="row">
      <span role="cell" className="auto-name">
        <Link to={`/apps/${app}/automations/${item.key}`}>{words(item.title)}</Link>
        {item.failed > 0 && <Link to={`/apps/${app}/automations/${item.key}?outcome=failed`} className="tag tag-danger">{t('automations.failed_n', { n: item.failed })}</Link>}
      </span>
      <span role="cell" className="auto-trigger">{form && <b>{form}</b>}{words(item.trigger_words)}</span>
      <span role="cell" className="num auto-wide">{item.steps}</span>
      <span role="cell" className="num auto-wide">{item.runs}</span>
      <span role="cell" className="muted auto-last"><i>{t('automations.last')} </i>{item.last ? showShort(item.last) : t('automations.never')}</span>
      <span role="cell" className="auto-switch">
        <Switch size="small" checked={item.enabled} loading={change.isPending} aria-label={t('automations.switch', { name: words(item.title) })} onChange={(enabled) => change.mutate({ key: item.key, enabled })} />
      </span>
    </div>
  );
}
