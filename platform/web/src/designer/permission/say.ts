/** Groups in words: who is in one, and which records it reaches. */
import { conditionInWords } from '../lib/condition-words';
import { nameOf, useOrgNames, type OrgNames } from '../lib/org';
import { useValueNames } from '../lib/value-names';
import { useWords } from '@/ui/hooks';
import { useT, type T } from '../words';
import { usePermission } from './context';
import type { GroupDocument, Members } from './document';

export interface Said {
  members: (members: Members) => string;
  /** Whole, however long. */
  rows: (rows: GroupDocument['rows']) => string;
}

export function useSaid(): Said {
  const t = useT();
  const words = useWords();
  const org = useOrgNames();
  const { named } = usePermission();
  const nameOfValue = useValueNames();
  return {
    members: (members) => membersInWords(members, org, t),
    rows: (rows) => conditionInWords(rows, { named, t, words, most: Infinity, nameOf: nameOfValue }) || t('perm.all_rows'),
  };
}

/** '' for nobody. Pure. */
export function membersInWords({ everyone, roles = [], departments = [], members = [] }: Members, org: OrgNames, t: T): string {
  if (everyone) return t('perm.everyone');
  return [
    ...roles.map((key) => nameOf(org.roles, key)),
    ...departments.map((key) => t('perm.and_below', { name: nameOf(org.departments, key) })),
    ...members.map((key) => nameOf(org.members, key)),
  ].join('、');
}
