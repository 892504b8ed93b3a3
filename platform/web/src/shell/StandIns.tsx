/** Who is asked in one's place for a period; an administrator sees everybody's. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Form, Input, Select } from 'antd';
import { type ComponentProps } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, ApiError, url } from '@/core/api';
import { showMoment } from '@/core/moments';
import type { StandIn } from '@/core/wire';
import { useApps } from '@/runtime/queries';
import { useMe } from '@/runtime/session';
import { confirm } from '@/ui/confirm';
import { useWords } from '@/ui/hooks';
import { late } from '@/ui/late';
import { Failed } from '@/ui/notice';
import { Card } from '@/ui/page';
import { PersonSelect } from '@/ui/PersonSelect';
import { useToast } from '@/ui/toast';
import type { Period } from './PeriodPicker';

const KEY = ['stand-ins'] as const;
/** The calendar is heavy, and few come for it. */
const PeriodPicker = late(async () => (await import('./PeriodPicker')).default, () => <Input readOnly placeholder="YYYY-MM-DD HH:mm" />);

export function StandIns() {
  const { t } = useTranslation();
  const list = useQuery({ queryKey: KEY, queryFn: () => api.get<{ items: StandIn[] }>('/stand-ins') });
  return (
    <Card title={t('stand_ins.title')}>
      <p className="muted" style={{ marginBottom: 10 }}>{t('stand_ins.help')}</p>
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.items.map((one) => <Line key={one.id} one={one} />)}
      <NewStandIn />
    </Card>
  );
}

function Line({ one }: { one: StandIn }) {
  const { t } = useTranslation();
  const me = useMe();
  const words = useWords();
  const toast = useToast();
  const queries = useQueryClient();
  const app = useApps().data?.items.find((has) => has.key === one.app);
  const remove = useMutation({ mutationFn: () => api.delete(url`/stand-ins/${one.id}`), onError: toast.failed, onSettled: () => queries.invalidateQueries({ queryKey: KEY }) });
  const who = one.member.id === me.id ? t('stand_ins.mine', { to: one.to.name }) : t('stand_ins.of', { member: one.member.name, to: one.to.name });
  const ask = () => {
    void confirm({ title: t('stand_ins.remove_ask'), content: t('stand_ins.remove_more'), okText: t('stand_ins.remove') }).then((yes) => yes && remove.mutate());
  };
  return (
    <div className="key-row stand-in">
      <span>
        {who}
        <span className="muted stand-in-when">
          {showMoment(one.begins)} – {showMoment(one.ends)} · {one.app ? words(app?.title ?? {}) || one.app : t('tasks.all_apps')}
        </span>
      </span>
      <Button size="small" type="text" danger loading={remove.isPending} aria-label={`${t('stand_ins.remove')} ${who}`} onClick={ask}>{t('stand_ins.remove')}</Button>
    </div>
  );
}

interface Given {
  to?: { id: string; name: string } | null;
  period?: Period;
  app: string;
}

function NewStandIn() {
  const { t } = useTranslation();
  const words = useWords();
  const toast = useToast();
  const queries = useQueryClient();
  const apps = useApps();
  const [form] = Form.useForm<Given>();
  const add = useMutation({
    mutationFn: ({ to, period, app }: Given) => api.post('/stand-ins', { to: to?.id, begins: period?.[0].toISOString(), ends: period?.[1].toISOString(), app }),
    onSuccess: () => {
      form.resetFields();
      toast.done(t('stand_ins.added'));
      void queries.invalidateQueries({ queryKey: KEY });
    },
    onError: (error) => {
      const wrong = error instanceof ApiError ? error.fields : {};
      if (wrong.to) form.setFields([{ name: 'to', errors: [t('stand_ins.bad_to')] }]);
      else if (wrong.ends) form.setFields([{ name: 'period', errors: [t('stand_ins.bad_ends')] }]);
      else toast.failed(error);
    },
  });
  const required = [{ required: true, message: t('form.required') }];
  return (
    <Form form={form} layout="vertical" className="settings-form stand-in-new" requiredMark={false} initialValues={{ app: '' }} onFinish={(given) => add.mutate(given)}>
      <Form.Item name="to" label={t('stand_ins.to')} rules={required}>
        <Person label={t('stand_ins.to')} />
      </Form.Item>
      <Form.Item name="period" label={t('stand_ins.period')} rules={required}>
        <PeriodInput />
      </Form.Item>
      <Form.Item name="app" label={t('stand_ins.app')}>
        <Select options={[{ value: '', label: t('tasks.all_apps') }, ...(apps.data?.items ?? []).map((one) => ({ value: one.key, label: words(one.title) }))]} />
      </Form.Item>
      <Button htmlType="submit" loading={add.isPending}>{t('stand_ins.add')}</Button>
    </Form>
  );
}

/** Takes its value from the form around it. */
function PeriodInput(given: ComponentProps<typeof PeriodPicker>) {
  return (
    <PeriodPicker {...given} />
  );
}

/** Takes its value from the form around it. */
function Person({ label, value = null, onChange = () => undefined, ...rest }: { label: string; id?: string; value?: Given['to']; onChange?: (value: Given['to']) => void }) {
  return <PersonSelect {...rest} kind="member" label={label} value={value ?? null} onChange={onChange} />;
}
