/** The settings of nodes in an admin's words. */
import { useMemo } from 'react';
import { showMoment } from '@/core/moments';
import type { Condition } from '@/core/documents';
import type { Words } from '@/core/words';
import { useWords } from '@/ui/hooks';
import { useAppForms } from '../lib/app-forms';
import { conditionInWords } from '../lib/condition-words';
import { useFieldNames, useNamed } from '../lib/names';
import { nameOf, useOrgNames, type OrgNames } from '../lib/org';
import { usePatientT } from '../lib/patient';
import { useValueNames } from '../lib/value-names';
import type { T } from '../words';
import type { Assignees, Period } from './document';

export interface Say {
  t: T;
  words: (words: Words | undefined) => string;
  /** The label of a field, or that it is gone. */
  field: (path: string) => string;
  /** '' where nobody is named. */
  people: (assignees: Assignees | undefined) => string;
  condition: (condition: Condition | undefined) => string;
  period: (period: Period) => string;
  form: (key: string) => string;
  member: (login: string) => string;
}

export function useSay(): Say {
  const t = usePatientT();
  const words = useWords();
  const named = useNamed();
  const fieldName = useFieldNames();
  const org = useOrgNames();
  const nameOfValue = useValueNames();
  const forms = useAppForms().data?.items;
  return useMemo(() => {
    const field = (path: string) => fieldName(path) ?? t('formula.deleted');
    return {
      t,
      words,
      field,
      people: (assignees) => peopleInWords(assignees, { t, field, org }),
      condition: (condition) => conditionInWords(condition, { named, t, words, nameOf: nameOfValue }),
      period: (period) => periodInWords(period, { t, field }),
      form: (key) => words(forms?.find((one) => one.key === key)?.title) || key,
      member: (login) => nameOf(org.members, login),
    };
  }, [t, words, named, fieldName, org, forms, nameOfValue]);
}

interface Speaking {
  t: T;
  field: (path: string) => string;
}

function peopleInWords(given: Assignees | undefined, { t, field, org }: Speaking & { org: OrgNames }): string {
  if (!given) return '';
  const said = [
    ...(given.members ?? []).map((key) => nameOf(org.members, key)),
    ...(given.roles ?? []).map((key) => nameOf(org.roles, key)),
    ...(given.departments ?? []).map((key) => nameOf(org.departments, key)),
    ...(given.initiator ? [t('who.initiator')] : []),
    ...(given.heads ? [t('who.head_n', { n: given.heads })] : []),
    ...(given.heads_up_to ? [t('who.heads_up_to_n', { n: given.heads_up_to })] : []),
    ...(given.fields ?? []).map(field),
    ...(given.field_heads ?? []).map((one) => t('who.head_of', { field: field(one.field), n: one.level ?? 1 })),
    ...(given.previous ? [t('who.previous')] : []),
    ...(given.chosen ? [t(`who.chosen_by_${given.chosen}`)] : []),
    ...(given.formula ? [t('who.by_formula')] : []),
  ];
  return said.join('、');
}

function periodInWords(period: Period, { t, field }: Speaking): string {
  const calendar = period.working ? t('time.working_short') : '';
  if (period.moment) return `${showMoment(period.moment)}${calendar}`;
  if (period.until) {
    const days = period.until.days ?? 0;
    const shift = days === 0 ? '' : t(days > 0 ? 'time.days_after' : 'time.days_before', { n: Math.abs(days) });
    return `${field(period.until.field)}${shift}${calendar}`;
  }
  const parts = (['days', 'hours', 'minutes'] as const).flatMap((unit) => (period[unit] ? [t(`time.n_${unit}`, { n: period[unit] })] : []));
  return `${parts.join(' ')}${calendar}`;
}
