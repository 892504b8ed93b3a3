/** Secrets that automations use by name. They are set, replaced and removed, and never read. */
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import { showMoment } from '@/core/moments';
import { confirm } from '@/ui/confirm';
import { Icon } from '@/ui/icons';
import { Empty, Failed, Loading } from '@/ui/notice';
import { useOrgWrite } from './queries';

interface Secret {
  name: string;
  set_at: string;
  set_by: string;
}

export function Secrets() {
  const { t } = useTranslation();
  const list = useQuery({ queryKey: ['org', 'secrets'], queryFn: () => api.get<{ items: Secret[] }>('/secrets') });
  const [editing, setEditing] = useState<string | null>(null);
  const remove = useOrgWrite((name: string) => api.delete(url`/secrets/${name}`));
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  return (
    <>
      <div className="org-tools" style={{ marginBottom: 12 }}>
        <span className="muted">{t('secrets.help')}</span>
        <Button type="primary" icon={<Icon name="add" />} onClick={() => setEditing('')}>{t('secrets.new')}</Button>
      </div>
      {list.data.items.length === 0 ? (
        <Empty icon="key" title={t('secrets.none')}>{t('secrets.none_more')}</Empty>
      ) : (
        <div className="org-table">
          <table aria-label={t('secrets.title')}>
            <thead>
              <tr>
                <th>{t('org.name')}</th>
                <th>{t('secrets.set_by')}</th>
                <th>{t('secrets.set_at')}</th>
                <th><span className="sr-only">{t('subform.actions')}</span></th>
              </tr>
            </thead>
            <tbody>
              {list.data.items.map((secret) => (
                <tr key={secret.name}>
                  <td><code>{secret.name}</code></td>
                  <td data-label={t('secrets.set_by')}>{secret.set_by}</td>
                  <td className="muted">{showMoment(secret.set_at)}</td>
                  <td className="org-do">
                    <Button size="small" type="text" onClick={() => setEditing(secret.name)}>{t('secrets.replace')}</Button>
                    <Button size="small" type="text" danger onClick={() => void confirm({ title: t('org.delete', { name: secret.name }), content: t('secrets.delete_more'), okText: t('delete'), danger: true }).then((yes) => yes && remove.mutate(secret.name))}>{t('delete')}</Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing !== null && <SecretDialog name={editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function SecretDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ name: string; value: string }>();
  const formId = useId();
  const save = useOrgWrite((given: { name: string; value: string }) => api.put(url`/secrets/${name || given.name}`, { value: given.value }), onClose);
  return (
    <Modal open title={name ? t('secrets.replace_one', { name }) : t('secrets.new')} okText={t('save')} confirmLoading={save.isPending} okButtonProps={{ htmlType: 'submit', form: formId }} onCancel={onClose}>
      <Form id={formId} form={form} layout="vertical" onFinish={(given) => save.mutate(given)}>
        {!name && <Form.Item name="name" label={t('org.name')} rules={[{ required: true, pattern: /^[a-z][a-z0-9_]{0,62}$/, message: t('home.app_key_help') }]}><Input maxLength={63} /></Form.Item>}
        <Form.Item name="value" label={t('secrets.value')} extra={t('secrets.value_help')} rules={[{ required: true, message: t('form.required') }]}><Input.Password autoComplete="new-password" /></Form.Item>
      </Form>
    </Modal>
  );
}
