/** Who may be chosen: members of departments and roles, by their keys. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { api } from '@/core/api';
import type { MemberField } from '@/core/documents';
import { keys } from '@/core/keys';
import type { Department, Role } from '@/core/wire';
import { useT } from '../../words';
import type { SettingProps } from './setting';

export function LimitMembers({ field, patch }: SettingProps<MemberField>) {
  const t = useT();
  const departments = useQuery({ queryKey: keys.departments, queryFn: () => api.get<{ items: Department[] }>('/departments'), retry: false });
  const roles = useQuery({ queryKey: keys.roles, queryFn: () => api.get<{ items: Role[] }>('/roles'), retry: false });
  const limit = field.limit ?? {};
  const put = (next: NonNullable<MemberField['limit']>) => {
    const kept = Object.fromEntries(Object.entries(next).filter(([, list]) => list && list.length > 0));
    patch({ limit: Object.keys(kept).length > 0 ? kept : undefined });
  };
  return (
    <div className="fd-rows">
      <Select size="small" mode="multiple" value={limit.departments ?? []} placeholder={t('set.limit_departments')} aria-label={t('set.limit_departments')} options={(departments.data?.items ?? []).map((one) => ({ value: one.key, label: one.name }))} onChange={(list: string[]) => put({ ...limit, departments: list })} style={{ width: '100%' }} />
      <Select size="small" mode="multiple" value={limit.roles ?? []} placeholder={t('set.limit_roles')} aria-label={t('set.limit_roles')} options={(roles.data?.items ?? []).map((one) => ({ value: one.key, label: one.name }))} onChange={(list: string[]) => put({ ...limit, roles: list })} style={{ width: '100%' }} />
    </div>
  );
}
