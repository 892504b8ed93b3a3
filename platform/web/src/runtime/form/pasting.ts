/** What pasted names mean: a product by its name or code, asked of the server in one go. */
import type { TFunction } from 'i18next';
import type { Field, FormValues, SubformField } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { fields } from '@/fields';
import type { FieldPlace } from '@/fields/definition';

/** A text in a pasted line, in a column whose values only the server knows. */
export interface PastedName {
  line: number;
  column: Field;
  text: string;
}

export function pastedNames(block: readonly (readonly string[])[], columns: readonly Field[], from: number, mayType: (column: Field) => boolean): PastedName[] {
  return block.flatMap((cells, line) =>
    cells.flatMap((cell, i): PastedName[] => {
      const column = columns[from + i];
      const text = cell.trim();
      return column && text && mayType(column) && fields.get(column.type).look ? [{ line, column, text }] : [];
    }),
  );
}

/** Fills in what was found, with what it brings along, and says of the rest why not. `rows`: the keys of the pasted lines. */
export async function lookUp(store: FormStoreContract, field: SubformField, columns: readonly Field[], names: readonly PastedName[], rows: readonly string[], place: FieldPlace, t: TFunction): Promise<void> {
  for (const column of columns) {
    const mine = names.filter((name) => name.column === column);
    const look = fields.get(column.type).look;
    if (mine.length === 0 || !look) continue;
    const found = await look([...new Set(mine.map((name) => name.text))], column, `${field.id}.${column.id}`, place);
    const filled = new Map<string, FormValues>();
    for (const { line, text } of mine) {
      const row = rows[line];
      if (row === undefined || store.isCellLocked(field.id, row, column.id)) continue;
      const named = found.get(text);
      if (named) filled.set(row, { ...named.also, [column.id]: named.value });
      else store.complain(field.id, row, column.id, { code: 'unknown_name', message: t(named === null ? 'subform.name_many' : 'subform.name_unknown', { text }) });
    }
    store.fill(field.id, filled);
  }
}
