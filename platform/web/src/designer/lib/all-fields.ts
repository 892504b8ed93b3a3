/** The fields of a form with their paths. Pure. */
import type { Field, SubformField } from '@/core/documents';

/** Every field with its path, columns after their subform. */
export function allFields(doc: { readonly fields: readonly Field[] }): { path: string; field: Field; parent: SubformField | null }[] {
  return doc.fields.flatMap((field) => [
    { path: field.id, field, parent: null },
    ...(field.type === 'subform' ? field.fields.map((column) => ({ path: `${field.id}.${column.id}`, field: column, parent: field })) : []),
  ]);
}
