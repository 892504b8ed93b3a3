/** React's view of the form store: each reader subscribes to its own key. */
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import type { FieldValue } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import type { FieldComplaint } from '@/core/wire';

const StoreContext = createContext<FormStoreContract | null>(null);
export const FormStoreProvider = StoreContext.Provider;

export function useFormStore(): FormStoreContract {
  const store = useContext(StoreContext);
  if (!store) throw new Error('useFormStore outside a form');
  return store;
}

function useKey<T>(store: FormStoreContract, key: string, read: () => T): T {
  return useSyncExternalStore(useCallback((listener: () => void) => store.subscribe(key, listener), [store, key]), read);
}

export function useValue(store: FormStoreContract, field: string): FieldValue {
  return useKey(store, field, () => store.get(field));
}

export function useRows(store: FormStoreContract, subform: string): readonly string[] {
  return useKey(store, subform, () => store.rows(subform));
}

export function useCell(store: FormStoreContract, subform: string, row: string, column: string): FieldValue {
  return useKey(store, `${subform}/${row}/${column}`, () => store.cell(subform, row, column));
}

export function useVisible(store: FormStoreContract, field: string): boolean {
  return useKey(store, `?${field}`, () => store.isVisible(field));
}

export function useRequired(store: FormStoreContract, field: string): boolean {
  return useKey(store, `?${field}`, () => store.isRequired(field));
}

export function useCellRequired(store: FormStoreContract, subform: string, row: string, column: string): boolean {
  return useKey(store, `?${subform}/${row}/${column}`, () => store.isCellRequired(subform, row, column));
}

export function useLocked(store: FormStoreContract, field: string): boolean {
  return useKey(store, `?${field}`, () => store.isLocked(field));
}

export function useCellLocked(store: FormStoreContract, subform: string, row: string, column: string): boolean {
  return useKey(store, `?${subform}/${row}/${column}`, () => store.isCellLocked(subform, row, column));
}

/** Those of the fields that are visible. */
export function useVisibleOf(store: FormStoreContract, ids: readonly string[]): readonly string[] {
  const all = ids.join();
  const subscribe = useCallback(
    (listener: () => void) => {
      const ends = all.split(',').map((id) => store.subscribe(`?${id}`, listener));
      return () => ends.forEach((end) => end());
    },
    [store, all],
  );
  return useSyncExternalStore(subscribe, () => ids.filter((id) => store.isVisible(id)).join()).split(',');
}

export function useCellVisible(store: FormStoreContract, subform: string, row: string, column: string): boolean {
  return useKey(store, `?${subform}/${row}/${column}`, () => store.isCellVisible(subform, row, column));
}

/** A new set whenever something goes wrong or is mended. */
export function useFaulty(store: FormStoreContract): ReadonlySet<string> {
  return useKey(store, '!', () => store.faulty());
}

export function useErrors(store: FormStoreContract, field: string): readonly FieldComplaint[] {
  return useKey(store, `!${field}`, () => store.errorsOf(field));
}

export function useCellErrors(store: FormStoreContract, subform: string, row: string, column: string): readonly FieldComplaint[] {
  return useKey(store, `!${subform}/${row}/${column}`, () => store.cellErrors(subform, row, column));
}

export function useCanUndo(store: FormStoreContract, subform: string): boolean {
  return useKey(store, `${subform}/*`, () => store.canUndo(subform));
}
