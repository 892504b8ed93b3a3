/** What the system keeps of every record, as conditions name it: who created it, when, in which department. */
import { useMemo } from 'react';
import type { FormDocument } from '@/core/documents';
import { systemFields } from '@/core/systemFields';
import { useWords } from '@/ui/hooks';
import { useT } from '../words';
import type { Named } from './names';

export function useSystemNamed(form: FormDocument | null): readonly Named[] {
  const t = useT();
  const words = useWords();
  return useMemo(() => {
    if (!form) return [];
    const department = { id: '$created_department', type: 'department' as const, label: {} };
    return [...systemFields(form), department].map((field) => ({ path: field.id, label: t(`system.${field.id}`, { defaultValue: words(field.label) }), field, within: '' }));
  }, [form, t, words]);
}
