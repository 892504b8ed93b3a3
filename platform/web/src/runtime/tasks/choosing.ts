/** What the server answers when whoever submits or approves must first say who is asked next. */
import { ApiError } from '@/core/api';

export interface NodeToChoose {
  id: string;
  title: string;
}

/** The nodes whose people the server wants to be told first. */
export function nodesToChoose(cause: unknown): NodeToChoose[] | null {
  if (!(cause instanceof ApiError) || cause.code !== 'CHOOSE_PEOPLE') return null;
  return String(cause.data.nodes ?? '').split(',').map((id) => ({ id, title: String(cause.data[`title.${id}`] ?? id) }));
}
