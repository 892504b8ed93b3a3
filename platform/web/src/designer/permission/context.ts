/** What the parts of the permission editor share. */
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Named } from '../lib/names';
import type { DraftProblem } from '../lib/problems';
import type { GroupsDesign, GroupsState } from './store';
import type { Target } from './shape';

export interface GroupProblem extends DraftProblem {
  /** The group it is about. */
  group: string;
  /** Of a right on a field: which. */
  field: string | null;
  /** Whether it is about the rows. */
  isOfRows: boolean;
}

export interface PermissionContext {
  app: string;
  target: Target;
  design: GroupsDesign;
  /** What conditions on rows speak of. */
  named: readonly Named[];
  problems: readonly GroupProblem[];
}

const Context = createContext<PermissionContext | null>(null);
export const PermissionProvider = Context.Provider;

export function usePermission(): PermissionContext {
  const found = useContext(Context);
  if (!found) throw new Error('usePermission outside the permission editor');
  return found;
}

export function useGroups<T>(read: (state: GroupsState) => T): T {
  return useStore(usePermission().design, read);
}

/** `groups.2.fields.lines.cost` → the third group, and the field. */
export function placed(problem: DraftProblem, ids: readonly string[]): GroupProblem {
  const [, at = '', rest = ''] = /^groups\.(\d+)\.?(.*)$/.exec(problem.path) ?? [];
  return { ...problem, group: ids[Number(at)] ?? '', field: rest.startsWith('fields.') ? rest.slice('fields.'.length) : null, isOfRows: rest.startsWith('rows') };
}
