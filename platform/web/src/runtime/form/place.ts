/** The values around an input, in wire form, for pickers whose filter reads them. */
import type { FormValues } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';

export function valuesAround(store: FormStoreContract): (path: string) => FormValues {
  return () => Object.fromEntries(Object.entries(store.values()).filter(([, value]) => !isRows(value)));
}

function isRows(value: unknown): boolean {
  return Array.isArray(value) && value.some((one) => typeof one === 'object');
}
