/** What a list row shows under a path. */
import type { FieldValue } from '@/core/documents';
import type { RecordSummary } from '@/core/wire';

/** A value of the record, or a system field by its path. */
export function valueOf(row: RecordSummary, path: string): FieldValue {
  switch (path) {
    case '$created_by':
      return row.created_by;
    case '$created_at':
      return row.created_at;
    case '$updated_at':
      return row.updated_at;
    case '$state':
      return row.state;
    default:
      return row.values[path] ?? null;
  }
}
