/** Members: who they are, where they belong, what roles they have. */
import { Button, Form, Input, Modal, Select, Switch } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import { hasInitials } from '@/core/pinyin';
import type { Member } from '@/core/wire';
import { useMe } from '@/runtime/session';
import { BY_LABEL } from '@/ui/by-label';
import { confirm } from '@/ui/confirm';
import { useListed } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Empty, Failed, Loading } from '@/ui/notice';
import { useToast } from '@/ui/toast';
import { HandOver } from './HandOver';
import { useDepartments, useMembers, useOrgWrite, useRoles } from './queries';

interface Given {
  login: string;
  name: string;
  password?: string;
  is_admin?: boolean;
  departments?: string[];
  roles?: string[];
}

export function Members() {
  const { t } = useTranslation();
  const listed = useListed();
  const members = useMembers();
  const [search, setSearch] = useState('');
  const [leaving, setLeaving] = useState<Member | null>(null);
  const [editing, setEditing] = useState<Member | 'new' | null>(null);
  const toast = useToast();
  const activate = useOrgWrite(({ id, active }: { id: string; active: boolean }) => api.patch(url`/members/${id}`, { active }));
  const toggle = ({ id, name, active }: Member) =>
    activate.mutate({ id, active: !active }, { onSuccess: () => toast.undoable(t(active ? 'org.deactivated' : 'org.activated', { name }), () => activate.mutate({ id, active })) });
  const [made, setMade] = useState<{ name: string; password: string } | null>(null);
  const reset = useOrgWrite(async (member: Member) => {
    const password = freshPassword();
    await api.patch(url`/members/${member.id}`, { password });
    setMade({ name: member.name, password });
  });
  if (members.isError) return <Failed error={members.error} onRetry={() => void members.refetch()} />;
  if (!members.data) return <Loading />;
  const wanted = search.trim().toLowerCase();
  const shown = members.data.items.filter(({ name, login }) => !wanted || [name, login].some((text) => text.toLowerCase().includes(wanted)) || hasInitials(name, wanted));
  return (
    <>
      <div className="org-tools" style={{ marginBottom: 12 }}>
        <Input style={{ width: 240 }} allowClear prefix={<Icon name="search" />} placeholder={t('org.search')} aria-label={t('org.search')} value={search} onChange={(event) => setSearch(event.target.value)} />
        <Button type="primary" icon={<Icon name="add" />} onClick={() => setEditing('new')}>{t('org.new_member')}</Button>
      </div>
      <div className="org-table">
        <table aria-label={t('org.members')}>
          <thead>
            <tr>
              <th>{t('org.member_name')}</th>
              <th>{t('account.login')}</th>
              <th>{t('account.departments')}</th>
              <th>{t('account.roles')}</th>
              <th>{t('org.state')}</th>
              <th><span className="sr-only">{t('subform.actions')}</span></th>
            </tr>
          </thead>
          <tbody>
            {shown.map((member) => (
              <tr key={member.id}>
                <td>{member.name}{member.is_admin && <span className="tag tag-info" style={{ marginLeft: 8 }}>{t('org.admin')}</span>}</td>
                <td className="muted">{member.login}</td>
                <td>{listed(member.departments.map((one) => one.name))}</td>
                <td>{listed(member.roles.map((one) => one.name))}</td>
                <td><span className={member.active ? 'tag tag-good' : 'tag'}>{member.active ? t('org.active') : t('org.inactive')}</span></td>
                <td className="org-do">
                  <Button size="small" type="text" onClick={() => setEditing(member)}>{t('edit')}</Button>
                  <Button size="small" type="text" onClick={() => setLeaving(member)}>{t('org.hand_over')}</Button>
                  <Button size="small" type="text" loading={activate.isPending && activate.variables.id === member.id} onClick={() => toggle(member)}>{member.active ? t('org.deactivate') : t('org.activate')}</Button>
                  <Button size="small" type="text" loading={reset.isPending && reset.variables.id === member.id} onClick={() => void confirm({ title: t('org.reset', { name: member.name }), content: t('org.reset_more'), okText: t('org.reset_ok') }).then((yes) => yes && reset.mutate(member))}>{t('org.reset_ok')}</Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && <Empty icon="users" title={t('org.nobody')}>{t('org.nobody_more')}</Empty>}
      {made && <MadePassword {...made} onClose={() => setMade(null)} />}
      {leaving && <HandOver member={leaving} onClose={() => setLeaving(null)} />}
      {editing && <MemberDialog member={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function MemberDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Given>();
  const formId = useId();
  const departments = useDepartments();
  const roles = useRoles();
  const me = useMe();
  const save = useOrgWrite(({ login, password, is_admin, ...given }: Given) => {
    const body = { ...given, ...(password ? { password } : {}), ...(is_admin === undefined || is_admin === (member?.is_admin ?? false) ? {} : { is_admin }) };
    return member ? api.patch(url`/members/${member.id}`, body) : api.post('/members', { ...body, login });
  }, onClose);
  const required = [{ required: true, message: t('form.required') }];
  return (
    <Modal open title={member ? t('org.edit_member') : t('org.new_member')} okText={t('save')} confirmLoading={save.isPending} okButtonProps={{ htmlType: 'submit', form: formId }} onCancel={onClose}>
      <Form
        id={formId}
        form={form}
        layout="vertical"
        initialValues={member ? { login: member.login, name: member.name, is_admin: member.is_admin, departments: member.departments.map((one) => one.id), roles: member.roles.map((one) => one.key) } : {}}
        onFinish={(given) => save.mutate(given)}
      >
        <Form.Item name="name" label={t('org.member_name')} rules={required}><Input maxLength={50} autoFocus /></Form.Item>
        <Form.Item name="login" label={t('account.login')} rules={required}><Input maxLength={150} autoComplete="off" disabled={member !== null} /></Form.Item>
        <Form.Item name="password" label={member ? t('org.new_password') : t('login.password')} rules={[{ required: !member, min: 8, message: t('account.password_rule') }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item name="departments" label={t('account.departments')}>
          <Select mode="multiple" placeholder={t('choose')} showSearch={BY_LABEL} options={departments.data?.items.map((one) => ({ value: one.id, label: one.name })) ?? []} />
        </Form.Item>
        <Form.Item name="roles" label={t('account.roles')}>
          <Select mode="multiple" placeholder={t('choose')} showSearch={BY_LABEL} options={roles.data?.items.map((one) => ({ value: one.key, label: one.name })) ?? []} />
        </Form.Item>
        {member?.id !== me.id && <Form.Item name="is_admin" label={t('org.admin')} extra={t('org.admin_help')} valuePropName="checked"><Switch /></Form.Item>}
      </Form>
    </Modal>
  );
}

/** Shown this once: it is kept nowhere in the clear. */
function MadePassword({ name, password, onClose }: { name: string; password: string; onClose: () => void }) {
  const { t } = useTranslation();
  const toast = useToast();
  const copy = () => void navigator.clipboard.writeText(password).then(() => toast.done(t('keys.copied')), () => toast.failed(null));
  return (
    <Modal open title={t('org.new_password_of', { name })} footer={<Button type="primary" onClick={onClose}>{t('close')}</Button>} onCancel={onClose}>
      <p style={{ marginBottom: 8 }}>{t('org.password_once')}</p>
      <div className="key-shown">
        <span style={{ flex: 1 }}>{password}</span>
        <Button size="small" onClick={copy}>{t('keys.copy')}</Button>
      </div>
    </Modal>
  );
}

const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const PASSWORD_LENGTH = 12;

/** Letters that nobody takes for another. */
const freshPassword = (): string => Array.from(crypto.getRandomValues(new Uint32Array(PASSWORD_LENGTH)), (n) => LETTERS[n % LETTERS.length]).join('');
