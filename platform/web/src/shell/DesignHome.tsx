/** 应用设置: everything of an app that one may design, by kind. */
import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { api, url } from '@/core/api';
import type { components } from '@/generated/api';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon, type IconName } from '@/ui/icons';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Card, Page } from '@/ui/page';
import './design-home.css';

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
  if (found.isError) return <Failed error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Loading />;
  const items = found.data.items.filter((one) => one.kind !== 'app');
  const of = (kind: string) => items.filter((one) => one.kind === kind);
  return (
    <Page title={t('settings.title')} back={`/apps/${app}`}>
      <div className="home-body">
        <Card title={t('settings.app')} extra={<Link to={`/apps/${app}/design/app/app`} className="bar-link-plain"><Icon name="design" size={15} />{t('settings.app_open')}</Link>}>
          <p className="muted design-help">{t('settings.app_help')}</p>
        </Card>
        {items.length === 0 && <Empty icon="design" title={t('settings.none')} />}
        {KINDS.filter(({ kind }) => of(kind).length > 0 || (kind === 'ledger' && of('form').length > 0)).map(({ kind, icon }) => (
          <Card key={kind} title={t(`settings.${kind}`)} extra={kind === 'voucher_rule' ? !isPhone && <Button size="small" icon={<Icon name="add" size={14} />} onClick={() => setNew(true)}>{t('settings.new_rule')}</Button> : kind === 'ledger' && <NewLedger app={app} taken={of('ledger').map((one) => one.key)} />}>
            <p className="muted design-help">{t(`settings.${kind}_help`)}</p>
            <Documents app={app} items={of(kind)} icon={icon} />
          </Card>
        ))}
        {of('form').length > 0 && (
          <Card title={t('settings.permission')}>
            <p className="muted design-help">{t('settings.permission_help')}</p>
            <Documents app={app} items={[...of('form').map(withGroups('permission')), ...of('ledger').map(withGroups('ledger_permission'))]} icon="key" of={t('settings.permission')} />
          </Card>
        )}
      </div>
      {isNew && <NewRule app={app} forms={of('form')} taken={of('voucher_rule').map((one) => one.key)} onClose={() => setNew(false)} />}
    </Page>
  );
}

/** Of a form or a ledger: its groups are designed together. */
const withGroups = (kind: string) => (one: Listed): Listed => ({ ...one, kind, draft: false });

/** `of`: what of them is designed, where the same names stand in another list. */
function Documents({ app, items, icon, of = '' }: { app: string; items: Listed[]; icon: IconName; of?: string }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <ul className="design-list">
      {items.map((one) => (
        <li key={`${one.kind}/${one.key}`}>
          <Link to={`/apps/${app}/design/${one.kind}/${one.key}`} {...(of ? { 'aria-label': `${words(one.title) || one.key} · ${of}` } : {})}>
            <Icon name={icon} size={15} />
            <span>{words(one.title) || one.key}</span>
            {one.published === null ? <em>{t('settings.unpublished')}</em> : one.draft && <em>{t('settings.changed')}</em>}
          </Link>
        </li>
      ))}
    </ul>
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
        <Select aria-label={t('settings.rule_form')} value={form} showSearch={{ optionFilterProp: 'label' }} placeholder={t('choose')} options={forms.map((one) => ({ value: one.key, label: words(one.title) }))} onChange={setForm} style={{ width: '100%' }} />
      </label>
    </Modal>
  );
}
