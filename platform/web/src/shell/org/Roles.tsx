/** Roles: names that permissions and approvals refer to. */
import { Button, Form, Input, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import type { Member, Role } from '@/core/wire';
import { BY_LABEL } from '@/ui/by-label';
import { confirm } from '@/ui/confirm';
import { useListed } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Empty, Failed, Loading } from '@/ui/notice';
import { suggestedKey } from '../NameAndKey';
import { useMembers, useOrgWrite, useRoles } from './queries';

const SHOWN = 8;

interface Given {
  key: string;
  name: string;
  people?: string[];
}

export function Roles() {
  const { t } = useTranslation();
  const roles = useRoles();
  const members = useMembers();
  const listed = useListed();
  const [editing, setEditing] = useState<Role | 'new' | null>(null);
  const peopleOf = (role: Role) => (members.data?.items ?? []).filter((one) => one.active && one.roles.some((own) => own.key === role.key));
  const remove = useOrgWrite((key: string) => api.delete(url`/roles/${key}`));
  if (roles.isError) return <Failed error={roles.error} onRetry={() => void roles.refetch()} />;
  if (!roles.data) return <Loading />;
  return (
    <>
      <div className="org-tools" style={{ marginBottom: 12, justifyContent: 'flex-end' }}>
        <Button type="primary" icon={<Icon name="add" />} onClick={() => setEditing('new')}>{t('org.new_role')}</Button>
      </div>
      {roles.data.items.length === 0 ? (
        <Empty icon="users" title={t('org.no_roles')}>{t('org.no_roles_more')}</Empty>
      ) : (
        <div className="org-table">
          <table aria-label={t('org.roles')}>
            <thead>
              <tr>
                <th>{t('org.name')}</th>
                <th>{t('org.role_members')}</th>
                <th><span className="sr-only">{t('subform.actions')}</span></th>
              </tr>
            </thead>
            <tbody>
              {roles.data.items.map((role) => (
                <tr key={role.key}>
                  <td>{role.name}</td>
                  <td className="role-people" data-label={t('org.role_members')}>{role.members} · {listed(peopleOf(role).slice(0, SHOWN).map((one) => one.name))}{role.members > SHOWN && '…'}</td>
                  <td className="org-do">
                    <Button size="small" type="text" onClick={() => setEditing(role)}>{t('edit')}</Button>
                    <Button size="small" type="text" danger onClick={() => void confirm({ title: t('org.delete', { name: role.name }), okText: t('delete'), danger: true }).then((yes) => yes && remove.mutate(role.key))}>{t('delete')}</Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing && <RoleDialog role={editing === 'new' ? null : editing} taken={roles.data.items.map((one) => one.key)} onClose={() => setEditing(null)} />}
    </>
  );
}

function RoleDialog({ role, taken, onClose }: { role: Role | null; taken: readonly string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Given>();
  const formId = useId();
  const members = useMembers();
  const has = (member: Member) => role !== null && member.roles.some((own) => own.key === role.key);
  const save = useOrgWrite(async ({ key, name, people = [] }: Given) => {
    if (!role) await api.post('/roles', { key, name });
    await api.patch(url`/roles/${role?.key ?? key}`, { name, members: people });
  }, onClose);
  return (
    <Modal open title={role ? t('org.edit_role') : t('org.new_role')} okText={t('save')} confirmLoading={save.isPending} okButtonProps={{ htmlType: 'submit', form: formId }} onCancel={onClose}>
      <Form id={formId} form={form} layout="vertical" initialValues={role ? { ...role, people: members.data?.items.filter(has).map((one) => one.id) } : { key: suggestedKey('role', taken) }} onFinish={(given) => save.mutate(given)}>
        <Form.Item name="name" label={t('org.name')} rules={[{ required: true, message: t('form.required') }]}><Input maxLength={50} autoFocus /></Form.Item>
        {!role && <Form.Item name="key" label={t('org.key')} extra={t('home.app_key_help')} rules={[{ required: true, message: t('form.required') }, { pattern: /^([a-z][a-z0-9_]{0,62})?$/, message: t('home.key_bad') }]}><Input maxLength={63} /></Form.Item>}
        <Form.Item name="people" label={t('org.role_people')} extra={t('org.role_people_help')}>
          <Select mode="multiple" placeholder={t('choose')} showSearch={BY_LABEL} options={members.data?.items.filter((one) => one.active || has(one)).map((one) => ({ value: one.id, label: one.name })) ?? []} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
