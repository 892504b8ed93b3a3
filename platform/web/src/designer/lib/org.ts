/** The people of the company, by the keys that documents name them by. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '@/core/api';
import { keys } from '@/core/keys';
import type { Department, Member, Role } from '@/core/wire';

const options = { staleTime: 60_000, retry: false } as const;
const MOST = 1000;

export interface OrgNames {
  members: { value: string; label: string }[];
  roles: { value: string; label: string }[];
  departments: { value: string; label: string }[];
  /** Conditions name members and departments by their ids; also who has left. */
  nameById: ReadonlyMap<string, string>;
}

/** Members go by their login, roles and departments by their key. */
export function useOrgNames(): OrgNames {
  const members = useQuery({ queryKey: keys.members, queryFn: () => api.get<{ items: Member[] }>('/members', { query: { limit: MOST } }), ...options });
  const roles = useQuery({ queryKey: keys.roles, queryFn: () => api.get<{ items: Role[] }>('/roles'), ...options });
  const departments = useQuery({ queryKey: keys.departments, queryFn: () => api.get<{ items: Department[] }>('/departments'), ...options });
  const nameById = useMemo(() => new Map([...(members.data?.items ?? []), ...(departments.data?.items ?? [])].map((one) => [one.id, one.name])), [members.data, departments.data]);
  return {
    nameById,
    members: (members.data?.items ?? []).filter((one) => one.active).map((one) => ({ value: one.login, label: one.name })),
    roles: (roles.data?.items ?? []).map((one) => ({ value: one.key, label: one.name })),
    departments: (departments.data?.items ?? []).map((one) => ({ value: one.key, label: one.name })),
  };
}

export const nameOf = (options: readonly { value: string; label: string }[], key: string): string => options.find((one) => one.value === key)?.label ?? key;
