/** What changed in a record: paths of fields (null), of columns and subforms with the rows concerned. */
export type Dirty = Map<string, Set<string> | null>;

/** `row`: the key of the row it changed in; null for a field of the record. */
export function touch(dirty: Dirty, path: string, row: string | null): void {
  if (row === null) dirty.set(path, null);
  else if (dirty.get(path) !== null) dirty.set(path, (dirty.get(path) ?? new Set<string>()).add(row));
}

export function touchAll(dirty: Dirty, others: Dirty): void {
  others.forEach((rows, path) => dirty.set(path, rows));
}

/** `dirty` null: everything is new. */
export function isTouched(inputs: ReadonlySet<string>, dirty: Dirty | null): boolean {
  if (dirty === null) return true;
  for (const input of inputs) if (dirty.has(input)) return true;
  return false;
}
