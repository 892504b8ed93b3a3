/** One record: its state and what can be done, its values, its flow, its history, its ledger entries. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { useNavigate, useParams } from 'react-router';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import { showMoment } from '@/core/moments';
import type { FormView, RecordDetail } from '@/core/wire';
import { useForm, useRecord } from '@/runtime/queries';
import { useChoosing, type Choose } from '@/runtime/tasks/useChoosing';
import { useIsPhone, useWords } from '@/ui/hooks';
import { confirm } from '@/ui/confirm';
import { Icon, type IconName } from '@/ui/icons';
import { late } from '@/ui/late';
import { Menu } from '@/ui/Menu';
import { Tabs } from '@/ui/Tabs';
import { Boundary, Failed, Loading } from '@/ui/notice';
import { Card, Page } from '@/ui/page';
import { StateTag } from '@/ui/state-tag';
import { useToast } from '@/ui/toast';
import { RecordAsked } from './RecordAsked';
import { RecordButtons } from './RecordButtons';
import { RecordFlow } from './RecordFlow';
import { RecordPushes } from './RecordPushes';
import { RecordValues } from './RecordValues';
import { RecordVouchers } from './RecordVouchers';
import './record.css';

const RecordHistory = late(async () => (await import('./RecordHistory')).default, Loading);
const RecordChain = late(async () => (await import('./RecordChain')).default, Loading);
const RecordTrace = late(async () => (await import('./RecordTrace')).default, Loading);

export function RecordPage() {
  const { app = '', form: key = '', id = '' } = useParams();
  const form = useForm(app, key);
  const record = useRecord(app, key, id);
  const failed = form.isError ? form : record.isError ? record : null;
  if (failed) return <Failed error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!form.data || !record.data) return <Loading />;
  return <Shown app={app} form={form.data} record={record.data} />;
}

function Shown({ app, form, record }: { app: string; form: FormView; record: RecordDetail }) {
  const { t } = useTranslation();
  const words = useWords();
  const isPhone = useIsPhone();
  const isDocument = form.form.document === true;
  const place = { app, form: form.form.id, id: record.id };
  const mayPush = isDocument && record.state === 'approved';
  return (
    <Page
      title={record.title || words(form.form.title)}
      back={`/apps/${app}/forms/${form.form.id}`}
      beside={<StateTag state={record.state} />}
      actions={
        <>
          {!isPhone && <RecordButtons {...place} rev={record.rev} />}
          {!isPhone && mayPush && <RecordPushes {...place} rev={record.rev} />}
          <Actions app={app} form={form} record={record} />
        </>
      }
    >
      <div className={isDocument ? 'record record-document' : 'record'}>
        <div className="record-main">
          {isPhone && <div className="record-buttons">{mayPush && <RecordPushes {...place} rev={record.rev} />}<RecordButtons {...place} rev={record.rev} /></div>}
          {record.state === 'pending' && <Boundary><RecordAsked {...place} rev={record.rev} /></Boundary>}
          <Card>
            <RecordValues form={form.form} values={record.values} rights={record.fields} />
            <p className="record-made muted">
              {t('record.made', { name: record.created_by.name, at: showMoment(record.created_at) })}
              {showMoment(record.updated_at) !== showMoment(record.created_at) && <> · {t('record.changed', { at: showMoment(record.updated_at) })}</>}
            </p>
          </Card>
        </div>
        <aside className="record-side">
          <Card>
            <Tabs
              label={t('record.more')}
              tabs={[
                ...(isDocument ? [{ key: 'flow', label: t('record.flow'), content: <Boundary><RecordFlow {...place} rev={record.rev} isDraft={record.state === 'draft'} /></Boundary> }] : []),
                ...(isDocument ? [{ key: 'chain', label: t('record.chain'), content: <Boundary><RecordChain {...place} rev={record.rev} /><RecordVouchers {...place} rev={record.rev} /></Boundary> }] : []),
                { key: 'history', label: t('record.history'), content: <Boundary><RecordHistory {...place} form={form.form} app={app} rev={record.rev} /></Boundary> },
                ...(isDocument ? [{ key: 'trace', label: t('record.trace'), content: <Boundary><RecordTrace {...place} rev={record.rev} /></Boundary> }] : []),
              ]}
            />
          </Card>
        </aside>
      </div>
    </Page>
  );
}

interface ActionsProps {
  app: string;
  form: FormView;
  record: RecordDetail;
}

const ICONS: Record<string, IconName> = { edit: 'edit', submit: 'check', withdraw: 'undo', unapprove: 'undo', void: 'close', close: 'close', reopen: 'undo', reverse: 'undo', copy: 'copy', delete: 'delete', restore: 'undo' };
/** In the order people look for them; the first fitting one is the page's main button. */
const ORDER = ['submit', 'edit', 'restore', 'withdraw', 'copy', 'close', 'reopen', 'unapprove', 'reverse', 'void', 'delete'];
const MAIN = new Set(['submit', 'edit', 'restore']);
const IN_PLAIN_SIGHT = 2;
const DESTROYS = new Set(['delete', 'void']);
const ASKS_WHY = new Set(['withdraw', 'unapprove', 'void', 'close', 'reopen', 'reverse']);

function Actions({ app, form, record }: ActionsProps) {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const act = useActions(app, form, record);
  const may = ORDER.filter((action) => record.actions.includes(action));
  // What is approved goes on into the next document rather than being edited.
  const isMain = (action: string) => MAIN.has(action) && !(action === 'edit' && record.state === 'approved');
  const shown = isPhone ? may.slice(0, 1).filter(isMain) : may.slice(0, IN_PLAIN_SIGHT);
  const rest = may.slice(shown.length);
  const item = (action: string) => ({ key: action, icon: ICONS[action] ?? ('more' as const), label: t(`action.${action}`) });
  return (
    <>
      {act.dialog}
      {shown.map((action, i) => (
        <Button key={action} type={i === 0 && isMain(action) ? 'primary' : 'default'} icon={<Icon name={ICONS[action] ?? 'more'} />} loading={act.busy === action} onClick={() => act.run(action)}>
          {t(`action.${action}`)}
        </Button>
      ))}
      <Menu
        items={[
          ...rest.filter((action) => !DESTROYS.has(action)).map(item),
          { key: 'print', icon: 'page', label: t('action.print') },
          ...rest.filter((action) => DESTROYS.has(action)).map((action) => ({ ...item(action), danger: true })),
        ]}
        onChoose={(key) => (key === 'print' ? window.print() : act.run(key))}
        trigger={(props) => <Button aria-label={t('more')} icon={<Icon name="more" />} {...props} />}
      />
    </>
  );
}

function useActions(app: string, form: FormView, record: RecordDetail) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  const choosing = useChoosing();
  const here = `/apps/${app}/forms/${form.form.id}`;
  const path = url`/apps/${app}/forms/${form.form.id}/records/${record.id}`;
  const refresh = (changed: RecordDetail) => {
    queries.setQueryData(keys.record(app, form.form.id, changed.id), changed);
    void queries.invalidateQueries({ queryKey: keys.records(app, form.form.id) });
    void queries.invalidateQueries({ queryKey: [...keys.record(app, form.form.id, changed.id), 'more'] });
  };
  const act = useMutation({
    mutationFn: async ({ action, comment, choose }: { action: string; comment?: string; choose?: Choose }) => {
      if (action === 'delete') {
        await api.delete(path);
        return null;
      }
      return api.post<RecordDetail>(`${path}/actions/${action}`, { rev: record.rev, ...(comment ? { comment } : {}), ...(choose ? { choose } : {}) });
    },
    onSuccess: async (changed, { action }) => {
      if (action === 'delete') {
        void queries.invalidateQueries({ queryKey: keys.records(app, form.form.id) });
        await navigate(here, { replace: true });
        toast.undoable(t('list.deleted', { n: 1 }), () => {
          void api.post(`${path}/actions/restore`, {}).then(() => queries.invalidateQueries({ queryKey: keys.records(app, form.form.id) }), toast.failed);
        });
        return;
      }
      if (changed === null) return;
      refresh(changed);
      toast.done(t('action.done', { action: t(`action.${action}`) }));
      if (changed.id !== record.id && action !== 'copy') await navigate(`${here}/records/${changed.id}`);
      if (action === 'copy') await navigate(`${here}/records/${changed.id}/edit`);
    },
    onError: (error, { action }) => {
      if (choosing.asks(error, (choose) => act.mutate({ action, choose }))) return;
      toast.failed(error);
      void queries.invalidateQueries({ queryKey: keys.record(app, form.form.id, record.id) });
    },
  });
  const run = (action: string) => {
    if (action === 'edit') void navigate(`${here}/records/${record.id}/edit`);
    else if (ASKS_WHY.has(action)) {
      let comment = '';
      void confirm({
        title: t(`action.${action}_ask`),
        content: <Input.TextArea aria-label={t('action.why')} placeholder={t('action.why')} maxLength={500} onChange={(event) => (comment = event.target.value)} />,
        okText: t(`action.${action}`),
        danger: action === 'void',
      }).then((yes) => yes && act.mutate({ action, comment }));
    } else act.mutate({ action });
  };
  return { run, busy: act.isPending ? act.variables.action : null, dialog: choosing.dialog };
}
