/** The reads of the organisation. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '@/core/api';
import { keys } from '@/core/keys';
import type { Department, Member, Role } from '@/core/wire';
import { useToast } from '@/ui/toast';

export const useMembers = () => useQuery({ queryKey: keys.members, queryFn: () => api.get<{ items: Member[] }>('/members', { query: { limit: 1000 } }) });
export const useDepartments = () => useQuery({ queryKey: keys.departments, queryFn: () => api.get<{ items: Department[] }>('/departments') });
export const useRoles = () => useQuery({ queryKey: keys.roles, queryFn: () => api.get<{ items: Role[] }>('/roles') });

/** A write to the organisation; what is shown follows, a refusal is said. */
export function useOrgWrite<T>(write: (given: T) => Promise<unknown>, onDone?: () => void) {
  const queries = useQueryClient();
  const toast = useToast();
  return useMutation({
    mutationFn: write,
    onSuccess: onDone,
    onError: toast.failed,
    onSettled: () => queries.invalidateQueries({ queryKey: ['org'] }),
  });
}
