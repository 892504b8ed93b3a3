/** From a task back to the list it was opened from, as that was narrowed. */
import { useLocation } from 'react-router';
import type { TaskBox } from '@/core/wire';

/** What a line of the list hands over to the task's page. */
export const fromList = (search: string): { list: string } => ({ list: search });

export function useWayBack(box: TaskBox | string): string {
  const state: unknown = useLocation().state;
  const list = typeof state === 'object' && state !== null && 'list' in state ? String(state.list) : null;
  if (list !== null) return `/tasks${list}`;
  return box === 'todo' ? '/tasks' : `/tasks?box=${box}`;
}
