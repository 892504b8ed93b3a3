/** Where groups are written to. Addresses and secrets go in and never come out. */
import { useQuery } from '@tanstack/react-query';
import { Button, Form, Input, Modal, Select, Switch } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, ApiError, url } from '@/core/api';
import type { Words } from '@/core/words';
import { BY_LABEL } from '@/ui/by-label';
import { confirm } from '@/ui/confirm';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Empty, Failed, Loading } from '@/ui/notice';
import { useToast } from '@/ui/toast';
import { useMembers, useOrgWrite } from './queries';

interface Kind {
  name: string;
  words: Words;
  example: string;
  needs_secret: boolean;
}
interface Channel {
  key: string;
  kind: string;
  title: string;
  enabled: boolean;
  reader: string;
  reader_name: string;
  host: string;
  has_secret: boolean;
}
interface ChannelsPage {
  kinds: Kind[];
  items: Channel[];
  email: { is_set_up: boolean; sender: string };
}
interface Given {
  key: string;
  kind: string;
  title: string;
  reader: string;
  enabled: boolean;
  url?: string;
  secret?: string;
}

const useChannels = () => useQuery({ queryKey: ['org', 'channels'], queryFn: () => api.get<ChannelsPage>('/channels') });

export function Channels() {
  const { t } = useTranslation();
  const words = useWords();
  const toast = useToast();
  const list = useChannels();
  const [editing, setEditing] = useState<Channel | 'new' | null>(null);
  const [signing, setSigning] = useState('');
  const remove = useOrgWrite((key: string) => api.delete(url`/channels/${key}`));
  const test = useOrgWrite((key: string) => api.post(url`/channels/${key}/messages/test`), () => toast.done(t('channels.sent')));
  if (list.isError) return <Failed error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Loading />;
  const { kinds, items, email } = list.data;
  const kindOf = (channel: Channel) => words(kinds.find((kind) => kind.name === channel.kind)?.words ?? {});
  return (
    <>
      <div className="org-tools" style={{ marginBottom: 12 }}>
        <span className="muted">{email.is_set_up ? t('channels.email_on', { sender: email.sender }) : t('channels.email_off')}</span>
        <Button type="primary" icon={<Icon name="add" />} onClick={() => setEditing('new')}>{t('channels.new')}</Button>
      </div>
      {signing && (
        <div role="status" style={{ marginBottom: 12 }}>
          <p style={{ marginBottom: 6 }}>{t('channels.signing_once')}</p>
          <div className="key-shown">{signing}</div>
        </div>
      )}
      {items.length === 0 ? (
        <Empty icon="bell" title={t('channels.none')}>{t('channels.none_more')}</Empty>
      ) : (
        <div className="org-table">
          <table aria-label={t('channels.title')}>
            <thead>
              <tr>
                <th>{t('org.name')}</th>
                <th>{t('channels.kind')}</th>
                <th>{t('channels.reader')}</th>
                <th>{t('org.state')}</th>
                <th><span className="sr-only">{t('subform.actions')}</span></th>
              </tr>
            </thead>
            <tbody>
              {items.map((channel) => (
                <tr key={channel.key}>
                  <td>{channel.title}<span className="muted" style={{ marginLeft: 8, fontSize: 13 }}>{channel.key}</span></td>
                  <td data-label={t('channels.kind')}>{kindOf(channel)}</td>
                  <td data-label={t('channels.reader')}>{channel.reader_name}</td>
                  <td><span className={channel.enabled ? 'tag tag-good' : 'tag'}>{channel.enabled ? t('channels.on') : t('channels.off')}</span></td>
                  <td className="org-do">
                    <Button size="small" type="text" loading={test.isPending && test.variables === channel.key} onClick={() => test.mutate(channel.key)}>{t('channels.test')}</Button>
                    <Button size="small" type="text" onClick={() => setEditing(channel)}>{t('edit')}</Button>
                    <Button size="small" type="text" danger onClick={() => void confirm({ title: t('org.delete', { name: channel.title }), okText: t('delete'), danger: true }).then((yes) => yes && remove.mutate(channel.key))}>{t('delete')}</Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing && <ChannelDialog channel={editing === 'new' ? null : editing} kinds={kinds} onClose={() => setEditing(null)} onSigning={setSigning} />}
    </>
  );
}

interface DialogProps {
  channel: Channel | null;
  kinds: readonly Kind[];
  onClose: () => void;
  onSigning: (secret: string) => void;
}

function ChannelDialog({ channel, kinds, onClose, onSigning }: DialogProps) {
  const { t } = useTranslation();
  const words = useWords();
  const members = useMembers();
  const [form] = Form.useForm<Given>();
  const formId = useId();
  const chosen = Form.useWatch('kind', form);
  const kind = kinds.find((one) => one.name === chosen) ?? kinds[0];
  const save = useOrgWrite(async ({ key, ...given }: Given) => {
    const body = { ...given, url: given.url?.trim() || undefined, secret: given.secret?.trim() || undefined };
    try {
      onSigning((await api.put<{ signing: string }>(url`/channels/${channel?.key ?? key}`, body)).signing);
    } catch (error) {
      const wrong = error instanceof ApiError ? Object.entries(error.fields) : [];
      form.setFields(wrong.map(([name, said]) => ({ name: name as keyof Given, errors: said.map((one) => one.message) })));
      throw error;
    }
  }, onClose);
  const required = [{ required: true, message: t('form.required') }];
  const kept = channel ? t('channels.kept') : undefined;
  return (
    <Modal open title={channel ? t('channels.edit') : t('channels.new')} okText={t('save')} confirmLoading={save.isPending} okButtonProps={{ htmlType: 'submit', form: formId }} onCancel={onClose}>
      <Form id={formId} form={form} layout="vertical" initialValues={channel ?? { kind: kinds[0]?.name, enabled: true }} onFinish={(given) => save.mutate(given)}>
        <Form.Item name="title" label={t('org.name')} rules={required}><Input maxLength={100} autoFocus /></Form.Item>
        {!channel && <Form.Item name="key" label={t('org.key')} extra={t('channels.key_help')} rules={[{ required: true, pattern: /^[a-z][a-z0-9_]{0,62}$/, message: t('home.app_key_help') }]}><Input maxLength={63} /></Form.Item>}
        <Form.Item name="kind" label={t('channels.kind')} rules={required}>
          <Select options={kinds.map((one) => ({ value: one.name, label: words(one.words) }))} />
        </Form.Item>
        <Form.Item name="url" label={t('channels.url')} extra={kept} rules={channel ? [] : required}><Input placeholder={channel ? channel.host : kind?.example ?? ''} autoComplete="off" /></Form.Item>
        <Form.Item name="secret" label={t('channels.secret')} extra={channel?.has_secret ? kept : kind?.needs_secret ? t('channels.secret_made') : t('channels.secret_help')}><Input.Password autoComplete="new-password" /></Form.Item>
        <Form.Item name="reader" label={t('channels.reader')} extra={t('channels.reader_help')} rules={required}>
          <Select showSearch={BY_LABEL} options={members.data?.items.filter((one) => one.active).map((one) => ({ value: one.id, label: one.name })) ?? []} />
        </Form.Item>
        <Form.Item name="enabled" label={t('channels.on')} valuePropName="checked"><Switch /></Form.Item>
      </Form>
    </Modal>
  );
}
