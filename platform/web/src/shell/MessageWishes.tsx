/** How one wants to be told beside the inbox: where, when, and of what. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Form, Input, Segmented, Switch } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { api, ApiError } from '@/core/api';
import { Failed } from '@/ui/notice';
import { Card } from '@/ui/page';
import { useToast } from '@/ui/toast';

interface Wishes {
  email: string;
  email_on: boolean;
  kinds_off: string[];
  quiet_from: string;
  quiet_to: string;
  digest: 'off' | 'hourly' | 'daily';
  digest_at: string;
  can_email?: boolean;
}
type Given = Omit<Wishes, 'kinds_off' | 'can_email'> & { kinds: string[] };

const KINDS = ['task_assigned', 'task_copied', 'flow_approved', 'flow_rejected', 'automation'] as const;
const KEY = ['me', 'messages'] as const;

export function MessageWishes() {
  const { t } = useTranslation();
  const wishes = useQuery({ queryKey: KEY, queryFn: () => api.get<Wishes>('/me/messages') });
  if (wishes.isError) return <Failed error={wishes.error} onRetry={() => void wishes.refetch()} />;
  return <Card title={t('wishes.title')}>{wishes.data && <WishesForm wishes={wishes.data} />}</Card>;
}

function WishesForm({ wishes }: { wishes: Wishes }) {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const [form] = Form.useForm<Given>();
  const isOn = Form.useWatch('email_on', form) ?? wishes.email_on;
  const digest = Form.useWatch('digest', form) ?? wishes.digest;
  const save = useMutation({
    mutationFn: ({ kinds, ...given }: Given) => api.put<Wishes>('/me/messages', { ...given, kinds_off: KINDS.filter((kind) => !kinds.includes(kind)) }),
    onSuccess: (stored) => {
      queries.setQueryData(KEY, stored);
      toast.done(t('wishes.saved'));
    },
    onError: (error) => {
      const wrong = error instanceof ApiError ? Object.entries(error.fields) : [];
      if (wrong.length > 0) form.setFields(wrong.map(([name, said]) => ({ name: name as keyof Given, errors: said.map((one) => one.message) })));
      else toast.failed(error);
    },
  });
  const { kinds_off, can_email, ...rest } = wishes;
  const kinds = KINDS.filter((kind) => !kinds_off.includes(kind));
  return (
    <Form
      form={form}
      layout="vertical"
      className="settings-form"
      requiredMark={false}
      initialValues={{ ...rest, kinds }}
      onFinish={(given) => save.mutate({ ...rest, ...given })}
    >
      <p className="muted" style={{ marginBottom: 12 }}>{can_email ? t('wishes.help') : t('wishes.no_email')}</p>
      <Form.Item name="email_on" label={t('wishes.email_on')} valuePropName="checked"><Switch /></Form.Item>
      <Form.Item name="email" label={t('wishes.email')} hidden={!isOn}><Input inputMode="email" autoComplete="email" maxLength={254} /></Form.Item>
      <Form.Item name="kinds" label={t('wishes.kinds')} hidden={!isOn}>
        <Checkbox.Group className="wish-kinds" options={KINDS.map((kind) => ({ value: kind, label: t(`wishes.kind.${kind}`) }))} />
      </Form.Item>
      <Form.Item name="digest" label={t('wishes.digest')} hidden={!isOn}>
        <Segmented options={[{ value: 'off', label: t('wishes.digest_off') }, { value: 'hourly', label: t('wishes.digest_hourly') }, { value: 'daily', label: t('wishes.digest_daily') }]} />
      </Form.Item>
      <Form.Item name="digest_at" label={t('wishes.digest_at')} hidden={!isOn || digest !== 'daily'}><Input type="time" style={{ width: 130 }} /></Form.Item>
      <Form.Item label={t('wishes.quiet')} extra={t('wishes.quiet_help')} hidden={!isOn}>
        <span className="wish-quiet">
          <Form.Item name="quiet_from" noStyle><Input type="time" aria-label={t('wishes.quiet_from')} style={{ width: 130 }} allowClear /></Form.Item>
          <span>–</span>
          <Form.Item name="quiet_to" noStyle><Input type="time" aria-label={t('wishes.quiet_to')} style={{ width: 130 }} allowClear /></Form.Item>
        </span>
      </Form.Item>
      <Button htmlType="submit" loading={save.isPending}>{t('save')}</Button>
    </Form>
  );
}
