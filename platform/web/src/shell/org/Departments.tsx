/** Departments as a tree, with their heads. */
import { Button, Form, Input, Modal, Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import type { Department } from '@/core/wire';
import { BY_LABEL } from '@/ui/by-label';
import { confirm } from '@/ui/confirm';
import { useIsPhone } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Empty, Failed, Loading } from '@/ui/notice';
import { suggestedKey } from '../NameAndKey';
import { useDepartments, useMembers, useOrgWrite } from './queries';

const DepartmentTree = late(async () => (await import('./DepartmentTree')).default, Loading);

interface Given {
  key: string;
  name: string;
  parent?: string | null;
  heads?: string[];
}

export function Departments() {
  const { t } = useTranslation();
  const isPhone = useIsPhone();
  const departments = useDepartments();
  const members = useMembers();
  const [editing, setEditing] = useState<Department | 'new' | null>(null);
  const remove = useOrgWrite((id: string) => api.delete(url`/departments/${id}`));
  if (departments.isError) return <Failed error={departments.error} onRetry={() => void departments.refetch()} />;
  if (!departments.data) return <Loading />;
  return (
    <>
      <div className="org-tools" style={{ marginBottom: 12 }}>
        <span className="muted">{t(isPhone ? 'org.tree_help_phone' : 'org.tree_help')}</span>
        <Button type="primary" icon={<Icon name="add" />} onClick={() => setEditing('new')}>{t('org.new_department')}</Button>
      </div>
      {departments.data.items.length === 0 ? (
        <Empty icon="building" title={t('org.no_departments')}>{t('org.no_departments_more')}</Empty>
      ) : (
        <DepartmentTree
          all={departments.data.items}
          members={members.data?.items ?? []}
          actions={(department) => (
            <>
              <Button size="small" type="text" onClick={() => setEditing(department)}>{t('edit')}</Button>
              <Button size="small" type="text" danger onClick={() => void confirm({ title: t('org.delete', { name: department.name }), okText: t('delete'), danger: true }).then((yes) => yes && remove.mutate(department.id))}>{t('delete')}</Button>
            </>
          )}
        />
      )}
      {editing && <DepartmentDialog department={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  );
}

function DepartmentDialog({ department, onClose }: { department: Department | null; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Given>();
  const formId = useId();
  const departments = useDepartments();
  const members = useMembers();
  const save = useOrgWrite((given: Given) => {
    const body = { ...given, parent: given.parent ?? null, heads: given.heads ?? [] };
    if (!department) return api.post('/departments', body);
    return api.patch(url`/departments/${department.id}`, { name: body.name, parent: body.parent, heads: body.heads });
  }, onClose);
  const required = [{ required: true, message: t('form.required') }];
  return (
    <Modal open title={department ? t('org.edit_department') : t('org.new_department')} okText={t('save')} confirmLoading={save.isPending} okButtonProps={{ htmlType: 'submit', form: formId }} onCancel={onClose}>
      <Form id={formId} form={form} layout="vertical" initialValues={department ? { ...department, parent: department.parent ?? undefined } : { key: suggestedKey('department', departments.data?.items.map((one) => one.key) ?? []) }} onFinish={(given) => save.mutate(given)}>
        <Form.Item name="name" label={t('org.name')} rules={required}><Input maxLength={50} autoFocus /></Form.Item>
        {!department && (
          <Form.Item name="key" label={t('org.key')} extra={t('home.app_key_help')} rules={[{ required: true, message: t('form.required') }, { pattern: /^([a-z][a-z0-9_]{0,62})?$/, message: t('home.key_bad') }]}><Input maxLength={63} /></Form.Item>
        )}
        <Form.Item name="parent" label={t('org.parent')}>
          <Select allowClear placeholder={t('choose')} showSearch={BY_LABEL} options={departments.data?.items.filter((one) => one.id !== department?.id).map((one) => ({ value: one.id, label: one.name })) ?? []} />
        </Form.Item>
        <Form.Item name="heads" label={t('org.heads')}>
          <Select mode="multiple" placeholder={t('choose')} showSearch={BY_LABEL} options={members.data?.items.map((one) => ({ value: one.id, label: one.name })) ?? []} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
