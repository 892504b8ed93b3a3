/** 应用设置: everything of an app that one may design, by kind. */
import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Link, useNavigate, useParams } from 'react-router';
import { api, url } from '@/core/api';
import type { components } from '@/generated/api';
import { bring } from '@/locales';
import { BY_LABEL } from '@/ui/by-label';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon, type IconName } from '@/ui/icons';
import { late } from '@/ui/late';
import { Menu } from '@/ui/Menu';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Card, Page } from '@/ui/page';
import { Bin } from './removal/Bin';
import { useRemoved, type Which } from './removal/queries';
import removalWords from './removal/removal.words.json';
import './design-home.css';

bring(removalWords);

const RemoveDialog = late(async () => (await import('./removal/RemoveDialog')).default);

type Listed = components['schemas']['Listed'];
const KINDS: readonly { kind: string; icon: IconName }[] = [
  { kind: 'form', icon: 'form' },
  { kind: 'flow', icon: 'flow' },
  { kind: 'automation', icon: 'bolt' },
  { kind: 'ledger', icon: 'chart' },
  { kind: 'voucher_rule', icon: 'ledger' },
];

export function DesignHome() {
  const { t } = useTranslation();
  const { app = '' } = useParams();
  const isPhone = useIsPhone();
  const found = useQuery({ queryKey: ['design', app, 'documents'], queryFn: () => api.get<{ items: Listed[] }>(url`/apps/${app}/documents`) });
  const [isNew, setNew] = useState(false);
  const removed = useRemoved(app);
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading />;
  const items = found.data.items.filter((one) => one.kind !== 'app');
  const of = (kind: string) => items.filter((one) => one.kind === kind);
  const taken = (kind: string) => [...of(kind), ...removed.filter((one) => one.kind === kind)].map((one) => one.key);
  return (
    <Page title={t('settings.title')} back={`/apps/${app}`}>
      <div className="home-body">
        <Card title={t('settings.app')} extra={<Link to={`/apps/${app}/design/app/app`} className="bar-link-plain"><Icon name="design" size={15} />{t('settings.app_open')}</Link>}>
          <p className="muted design-help">{t('settings.app_help')}</p>
        </Card>
        {items.length === 0 && <Empty icon="design" title={t('settings.none')} />}
        {KINDS.filter(({ kind }) => of(kind).length > 0 || (kind === 'ledger' && of('form').length > 0)).map(({ kind, icon }) => (
          <Card key={kind} title={t(`settings.${kind}`)} extra={kind === 'voucher_rule' ? !isPhone && <Button size="small" icon={<Icon name="add" size={14} />} onClick={() => setNew(true)}>{t('settings.new_rule')}</Button> : kind === 'ledger' && <NewLedger app={app} taken={taken('ledger')} />}>
            <p className="muted design-help">{t(`settings.${kind}_help`)}</p>
            <Documents app={app} items={of(kind)} icon={icon} canRemove />
          </Card>
        ))}
        {of('report').length > 0 && (
          <Card title={t('removal.report')}>
            <p className="muted design-help">{t('removal.report_help')}</p>
            <Documents app={app} items={of('report')} icon="report" canRemove to={(one) => `/apps/${app}/reports/${one.key}`} />
          </Card>
        )}
        {of('form').length > 0 && (
          <Card title={t('settings.permission')}>
            <p className="muted design-help">{t('settings.permission_help')}</p>
            <Documents app={app} items={[...of('form').map(withGroups('permission')), ...of('ledger').map(withGroups('ledger_permission'))]} icon="key" of={t('settings.permission')} />
          </Card>
        )}
        <Bin app={app} />
      </div>
      {isNew && <NewRule app={app} forms={of('form')} taken={taken('voucher_rule')} onClose={() => setNew(false)} />}
    </Page>
  );
}

/** Of a form or a ledger: its groups are designed together. */
const withGroups = (kind: string) => (one: Listed): Listed => ({ ...one, kind, draft: false });

interface DocumentsProps {
  app: string;
  items: Listed[];
  icon: IconName;
  /** What of them is designed, where the same names stand in another list. */
  of?: string;
  canRemove?: boolean;
  to?: (one: Listed) => string;
}

function Documents({ app, items, icon, of = '', canRemove = false, to = (one) => `/apps/${app}/design/${one.kind}/${one.key}` }: DocumentsProps) {
  const { t } = useTranslation();
  const words = useWords();
  const [going, setGoing] = useState<Which | null>(null);
  return (
    <>
      <ul className="design-list">
        {items.map((one) => {
          const name = words(one.title) || one.key;
          return (
            <li key={`${one.kind}/${one.key}`}>
              <Link to={to(one)} {...(of ? { 'aria-label': `${name} · ${of}` } : {})}>
                <Icon name={icon} size={15} />
                <span>{name}</span>
                {one.published === null ? <em>{t('settings.unpublished')}</em> : one.draft && <em>{t('settings.changed')}</em>}
              </Link>
              {canRemove && (
                <Menu
                  items={[{ key: 'remove', label: t('delete'), icon: 'delete', danger: true }]}
                  onChoose={() => setGoing({ kind: one.kind, key: one.key, name })}
                  trigger={(props) => <button type="button" className="icon-button design-more" aria-label={t('removal.more', { name })} {...props}><Icon name="more" size={15} /></button>}
                />
              )}
            </li>
          );
        })}
      </ul>
      {going && <RemoveDialog app={app} which={going} onClose={() => setGoing(null)} />}
    </>
  );
}

/** What it is about is asked by its designer. */
function NewLedger({ app, taken }: { app: string; taken: readonly string[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const begin = () => {
    let n = taken.length + 1;
    while (taken.includes(`ledger_${n}`)) n++;
    void navigate(`/apps/${app}/design/ledger/ledger_${n}`);
  };
  return <Button size="small" icon={<Icon name="add" size={14} />} onClick={begin}>{t('settings.new_ledger')}</Button>;
}

/** Which documents it is about is asked first; the rest is designed. */
function NewRule({ app, forms, taken, onClose }: { app: string; forms: Listed[]; taken: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const [form, setForm] = useState<string | null>(null);
  const begin = () => {
    if (form === null) return;
    let key = form;
    for (let n = 2; taken.includes(key); n++) key = `${form}_${n}`;
    void navigate(`/apps/${app}/design/voucher_rule/${key}?form=${form}`);
  };
  return (
    <Modal open title={t('settings.new_rule')} okText={t('create')} okButtonProps={{ disabled: form === null }} onOk={begin} onCancel={onClose}>
      <label className="design-new">
        <span>{t('settings.rule_form')}</span>
        <Select aria-label={t('settings.rule_form')} value={form} showSearch={BY_LABEL} placeholder={t('choose')} options={forms.map((one) => ({ value: one.key, label: words(one.title) }))} onChange={setForm} style={{ width: '100%' }} />
      </label>
    </Modal>
  );
}
