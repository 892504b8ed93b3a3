/** The shapes of permission documents, as `huiliu/permissions/document.py` has them; a form's groups are designed together. */
import type { Condition } from '@/core/documents';
import type { Words } from '@/core/words';
import type { FieldRight } from '../lib/rights';

export interface Members {
  roles?: string[];
  departments?: string[];
  members?: string[];
  everyone?: boolean;
}

export interface GroupDocument {
  kind: 'permission';
  version: 1;
  id: string;
  form?: string;
  ledger?: string;
  title: Words;
  enabled?: boolean;
  order?: number;
  members: Members;
  actions?: string[];
  fields?: Record<string, FieldRight>;
  rows?: Condition;
}

export interface Groups {
  groups: GroupDocument[];
}

/** Whether the editor can draw it. What it cannot is shown as such, and kept as it is. */
export function isDrawable(given: unknown): boolean {
  if (!isObject(given)) return false;
  const { title, members, actions = [], fields = {}, rows = { cond: [] } } = given;
  if (!isObject(title) || !isObject(members) || !isObject(fields) || !isObject(rows)) return false;
  const lists = [actions, members['roles'] ?? [], members['departments'] ?? [], members['members'] ?? []];
  return lists.every((one) => Array.isArray(one) && one.every((item) => typeof item === 'string')) && Object.values(fields).every((one) => one === 'hidden' || one === 'view' || one === 'edit') && isCondition(rows);
}

const isObject = (given: unknown): given is Record<string, unknown> => typeof given === 'object' && given !== null && !Array.isArray(given);

function isCondition(given: Record<string, unknown>): boolean {
  const parts = given['cond'];
  return Array.isArray(parts) && parts.every((part) => isObject(part) && ('cond' in part ? isCondition(part) : typeof part['field'] === 'string' && typeof part['op'] === 'string'));
}
