/** A new record begins in the first field that waits to be filled in. Not on a phone: its keyboard would cover the form. */
import { useEffect, useRef } from 'react';
import type { Field } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { useIsPhone } from '@/ui/hooks';
import { mayType } from './rights';

/** What is typed or chosen in one line. A date is today's, and its calendar is heavy: it waits until somebody goes there. */
const TYPED: readonly Field['type'][] = ['text', 'long_text', 'number', 'money', 'choice', 'reference', 'member', 'department', 'codes'];
const FOCUSABLE = 'input:not([disabled]), textarea:not([disabled])';

export function useFirstFocus(store: FormStoreContract, isOn: boolean): void {
  const isPhone = useIsPhone();
  const begun = useRef<FormStoreContract | null>(null);
  useEffect(() => {
    if (!isOn || isPhone || begun.current === store) return;
    begun.current = store;
    if (document.activeElement !== null && document.activeElement !== document.body) return; // somebody is somewhere already
    const open = beforeRows(store.document.fields).filter((field) => TYPED.includes(field.type) && mayType(field, field.id, null) && !store.isLocked(field.id));
    const shown = open.flatMap((field) => document.getElementById(`field-${field.id}`) ?? []);
    const waiting = open.flatMap((field) => (isEmpty(store.get(field.id)) ? (document.getElementById(`field-${field.id}`) ?? []) : []));
    const first = waiting[0] ?? shown[0];
    (first?.matches(FOCUSABLE) ? first : first?.querySelector<HTMLElement>(FOCUSABLE))?.focus({ preventScroll: true });
  }, [store, isOn, isPhone]);
}

/** What stands below the rows comes after them. */
function beforeRows(all: readonly Field[]): readonly Field[] {
  const rows = all.findIndex((field) => field.type === 'subform');
  return rows > 0 ? all.slice(0, rows) : all;
}

const isEmpty = (value: unknown) => value === null || value === undefined || value === '';
