/** A scanned code in a subform: one more of what is there already, else a row of its own. */
import type { FieldValue, FormValues, Scan, SubformField } from './documents';
import type { FormStoreContract } from './formContract';
import { isBlank } from './formTyping';
import { sum } from './numbers';

export interface Scanned {
  row: string;
  count: string;
}

/** Null: the subform is full. `found`: what the server made of the code. */
export function putScanned(store: FormStoreContract, field: SubformField, scan: Scan, found: FormValues): Scanned | null {
  const same = store.rows(field.id).find((row) => isSameThing(store, field.id, row, scan, found));
  if (same !== undefined) {
    const before = store.cell(field.id, same, scan.count);
    const count = sum([typeof before === 'string' ? before : '0', '1']);
    store.setCell(field.id, same, scan.count, count);
    return { row: same, count };
  }
  const row = blankRow(store, field, scan) ?? store.insertRows(field.id, store.rows(field.id).length, [{}])[0];
  if (row === undefined) return null;
  store.setCell(field.id, row, scan.into, found[scan.into] ?? null, found);
  store.setCell(field.id, row, scan.count, '1');
  store.endStep(field.id);
  return { row, count: '1' };
}

function isSameThing(store: FormStoreContract, subform: string, row: string, scan: Scan, found: FormValues): boolean {
  const columns = scan.packs ? [scan.into, scan.packs.into] : [scan.into];
  return columns.every((column) => idOf(store.cell(subform, row, column)) === idOf(found[column] ?? null));
}

/** The first row in which neither what is scanned nor how many is filled in. */
function blankRow(store: FormStoreContract, field: SubformField, scan: Scan): string | undefined {
  return store.rows(field.id).find((row) => isBlank(store.cell(field.id, row, scan.into)) && isBlank(store.cell(field.id, row, scan.count)));
}

function idOf(value: FieldValue): string | null {
  if (typeof value === 'string') return value;
  return value !== null && typeof value === 'object' && 'id' in value ? value.id : null;
}
