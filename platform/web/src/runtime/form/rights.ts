/** What one may do with a field of this form: its own right, and whether anybody may type there. */
import type { Field, Right } from '@/core/documents';
import { fields } from '@/fields';

/** Path → right, as a record or a task gives them; a path that is absent is hidden. */
export type Rights = Readonly<Record<string, Right>>;

export function mayType(field: Field, path: string, rights: Rights | null): boolean {
  if (field.readonly || fields.get(field.type).isComputed) return false;
  return rightOf(field, path, rights) === 'edit';
}

/** Without a record the form itself says: each of its fields carries `access`. */
export function rightOf(field: Field, path: string, rights: Rights | null): Right | 'hidden' {
  if (rights) return rights[path] ?? rights[path.split('.')[0] ?? ''] ?? field.access ?? 'hidden';
  return field.access ?? 'edit';
}
