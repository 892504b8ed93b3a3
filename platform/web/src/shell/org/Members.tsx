/** Members: who they are, where they belong, what roles they have. */
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, url } from '@/core/api';
import type { Member } from '@/core/wire';
import { useListed } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Failed, Loading } from '@/ui/notice';
import { HandOver } from './HandOver';
import { useDepartments, useMembers, useOrgWrite, useRoles } from './queries';

interface Given {
  login: string;
  name: string;
  password?: string;
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
  const toggle = useOrgWrite((member: Member) => api.patch(url`/members/${member.id}`, { active: !member.active }));
  if (members.isError) return <Failed error={members.error} onRetry={() => void members.refetch()} />;
  if (!members.data) return <Loading />;
  const wanted = search.trim().toLowerCase();
  const shown = members.data.items.filter((member) => !wanted || member.name.toLowerCase().includes(wanted) || member.login.toLowerCase().includes(wanted));
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
                  <Button size="small" type="text" loading={toggle.isPending && toggle.variables.id === member.id} onClick={() => toggle.mutate(member)}>{member.active ? t('org.deactivate') : t('org.activate')}</Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {leaving && <HandOver member={leaving} onClose={() => setLeaving(null)} />}
      {editing && <MemberDialog member={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function MemberDialog({ member, onClose }: { member: Member | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Given>();
  const departments = useDepartments();
  const roles = useRoles();
  const save = useOrgWrite(({ password, ...given }: Given) => {
    const body = password ? { ...given, password } : given;
    return member ? api.patch(url`/members/${member.id}`, body) : api.post('/members', body);
  }, onClose);
  const required = [{ required: true, message: t('form.required') }];
  return (
    <Modal open title={member ? t('org.edit_member') : t('org.new_member')} okText={t('save')} confirmLoading={save.isPending} onOk={() => form.submit()} onCancel={onClose}>
      <Form
        form={form}
        layout="vertical"
        initialValues={member ? { login: member.login, name: member.name, departments: member.departments.map((one) => one.id), roles: member.roles.map((one) => one.key) } : {}}
        onFinish={(given) => save.mutate(given)}
      >
        <Form.Item name="name" label={t('org.member_name')} rules={required}><Input maxLength={50} /></Form.Item>
        <Form.Item name="login" label={t('account.login')} rules={required}><Input maxLength={150} autoComplete="off" /></Form.Item>
        <Form.Item name="password" label={member ? t('org.new_password') : t('login.password')} rules={[{ required: !member, min: 8, message: t('account.password_rule') }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <Form.Item name="departments" label={t('account.departments')}>
          <Select mode="multiple" placeholder={t('choose')} showSearch={{ optionFilterProp: 'label' }} options={departments.data?.items.map((one) => ({ value: one.id, label: one.name })) ?? []} />
        </Form.Item>
        <Form.Item name="roles" label={t('account.roles')}>
          <Select mode="multiple" placeholder={t('choose')} showSearch={{ optionFilterProp: 'label' }} options={roles.data?.items.map((one) => ({ value: one.key, label: one.name })) ?? []} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
