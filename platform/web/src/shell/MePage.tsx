/** One's own account: language, password, API keys. */
import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { api, ApiError } from '@/core/api';
import { useMe } from '@/runtime/session';
import { useLanguage, useListed } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Card, Page } from '@/ui/page';
import { Radios } from '@/ui/Radios';
import { useToast } from '@/ui/toast';
import { changeTheme, useTheme } from '@/ui/use-theme';
import { bring } from '@/locales';
import { ApiKeys } from './ApiKeys';
import { MessageWishes } from './MessageWishes';
import { StandIns } from './StandIns';
import { useSignOut, useSwitchLanguage } from './account';
import words from './me.words.json';

bring(words);

export function MePage() {
  const { t } = useTranslation();
  const me = useMe();
  const theme = useTheme();
  const listed = useListed();
  const language = useLanguage();
  const choose = useSwitchLanguage();
  const signOut = useSignOut();
  return (
    <Page title={t('account.settings')}>
      <div className="settings">
        <Card title={me.name} extra={<Button icon={<Icon name="sign_out" />} onClick={signOut}>{t('account.sign_out')}</Button>}>
          <dl className="facts">
            <dt>{t('account.login')}</dt>
            <dd>{me.login}</dd>
            <dt>{t('account.workspace')}</dt>
            <dd>{me.workspace.name}</dd>
            <dt>{t('account.departments')}</dt>
            <dd>{listed(me.departments.map((one) => one.name)) || '—'}</dd>
            <dt>{t('account.roles')}</dt>
            <dd>{listed(me.roles.map((one) => one.name)) || '—'}</dd>
            <dt>{t('account.language')}</dt>
            <dd><Radios label={t('account.language')} value={language} options={[{ value: 'zh-CN', label: '中文' }, { value: 'en', label: 'English' }]} onChange={choose} /></dd>
            <dt>{t('account.theme')}</dt>
            <dd><Radios label={t('account.theme')} value={theme} options={[{ value: 'light', label: t('account.light') }, { value: 'dark', label: t('account.dark') }]} onChange={changeTheme} /></dd>
          </dl>
        </Card>
        <StandIns />
        <MessageWishes />
        <Password />
        <ApiKeys />
      </div>
    </Page>
  );
}

function Password() {
  const { t } = useTranslation();
  const toast = useToast();
  const [form] = Form.useForm<{ old: string; new: string; again: string }>();
  const change = useMutation({
    mutationFn: (given: { old: string; new: string }) => api.post('/auth/password', { old: given.old, new: given.new }),
    onSuccess: () => {
      form.resetFields();
      toast.done(t('account.password_changed'));
    },
    onError: (error) => {
      const fields = error instanceof ApiError ? error.fields : {};
      const wrong = (['old', 'new'] as const).filter((name) => fields[name]);
      if (wrong.length > 0) form.setFields(wrong.map((name) => ({ name, errors: fields[name]?.map((one) => one.message) ?? [] })));
      else toast.failed(error);
    },
  });
  return (
    <Card title={t('account.password')}>
      <Form form={form} layout="vertical" className="settings-form" requiredMark={false} onFinish={(given) => change.mutate(given)}>
        <Form.Item name="old" label={t('account.password_old')} rules={[{ required: true, message: t('form.required') }]}>
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <Form.Item name="new" label={t('account.password_new')} rules={[{ required: true, min: 8, message: t('account.password_rule') }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item
          name="again"
          label={t('account.password_again')}
          dependencies={['new']}
          rules={[{ validator: (_, value) => (value === form.getFieldValue('new') ? Promise.resolve() : Promise.reject(new Error(t('account.password_differs')))) }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Button htmlType="submit" loading={change.isPending}>{t('account.password_submit')}</Button>
      </Form>
    </Card>
  );
}
