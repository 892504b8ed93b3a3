/** What grid and cards share about a subform's rows. */
import type { Field, FormValues, RowValue, SubformField } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { sum } from '@/core/numbers';
import { fields } from '@/fields';

export interface SubformProps {
  field: SubformField;
  /** The columns one may see. */
  columns: readonly Field[];
  store: FormStoreContract;
  mayType: (column: Field) => boolean;
  /** May rows be added, copied and removed? */
  mayRows: boolean;
}

/** A new row with the same values; the copy is a row of its own. */
export function copyOf(store: FormStoreContract, field: SubformField, row: string): RowValue {
  return Object.fromEntries(field.fields.map((column) => [column.id, store.cell(field.id, row, column.id)]));
}

/** Rows in which nobody typed anything: Enter on the last row leaves one behind, as in Excel. */
export function blankRows(store: FormStoreContract, field: SubformField, mayType: (column: Field) => boolean): string[] {
  const typed = field.fields.filter((column) => mayType(column) && column.default === undefined && column.type !== 'switch');
  return store.rows(field.id).filter((row) => typed.every((column) => isEmpty(store.cell(field.id, row, column.id))));
}

const isEmpty = (value: unknown) => value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** Columns worth a sum: quantities and amounts, not prices, rates or percents, and not what there is of other things. */
export function isSummed(column: Field): boolean {
  if (isLevel(column)) return false;
  if (column.type === 'money') return !isRate(column);
  if (column.type === 'formula') return column.result === 'money' || column.result === 'number';
  return column.type === 'number' && !column.percent && !isRate(column);
}

const isRate = ({ id, label }: Field): boolean => /price|rate|discount/.test(id) || /单价|价格|税率|折扣|比例/.test(label['zh-CN'] ?? '');

const isLevel = ({ id, label }: Field): boolean => /^(available|on_hand|stock_qty)$/.test(id) || /可用量|库存数量|现存量/.test(label['zh-CN'] ?? '');

const PART_PX = 26;
/** What a field has when nobody chose: half a form is no width for a column. */
const UNCHOSEN = 12;
/** Narrower than this nothing of the kind can be read, its head included. */
const LEAST_PX: Partial<Record<Field['type'], number>> = { date: 118, datetime: 150, money: 96, reference: 116, attachment: 120, member: 96, department: 96 };

/** As wide as the form says, in parts of its grid; else as its type is at best. */
export function columnWidth(column: Field, label: string): number {
  const head = [...label].length * 13 + 26;
  if (column.width === undefined || column.width === UNCHOSEN) return Math.max(fields.get(column.type).width, head);
  const isMoney = column.type === 'formula' && column.result === 'money';
  const isPercent = column.type === 'number' && column.percent === true;
  return Math.max(column.width * PART_PX, head, isMoney ? 96 : isPercent ? 82 : (LEAST_PX[column.type] ?? 64));
}

/** Numbers stand to the right. */
export function isRight(column: Field): boolean {
  if (column.type === 'formula') return column.result === 'number' || column.result === 'money';
  return column.type === 'number' || column.type === 'money';
}

export function sumsOf(store: FormStoreContract, field: SubformField, columns: readonly Field[]): Map<string, string> {
  const rows = store.rows(field.id);
  return new Map(
    columns.filter(isSummed).map((column) => {
      const values = rows.map((row) => store.cell(field.id, row, column.id)).filter((value): value is string => typeof value === 'string');
      return [column.id, sum(values)];
    }),
  );
}

/** Tab-separated text from a spreadsheet as a block of cells; quoted cells may hold line breaks. */
export function readBlock(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    rows[rows.length - 1]?.push(cell);
    cell = '';
  };
  for (let i = 0; i < text.length; i++) {
    const c = text[i] ?? '';
    if (isQuoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[i++];
      else isQuoted = false;
    } else if (c === '"' && cell === '') isQuoted = true;
    else if (c === '\t') endCell();
    else if (c === '\n') {
      endCell();
      rows.push([]);
    } else if (c !== '\r') cell += c;
  }
  endCell();
  const last = rows[rows.length - 1];
  if (rows.length > 1 && last?.length === 1 && last[0] === '') rows.pop();
  return rows;
}

/** The cells of a row as a spreadsheet reads them. */
export function writeBlock(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((cell) => (/[\t\n"]/.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell)).join('\t')).join('\n');
}

export type Reader = (text: string, column: Field) => FormValues[string];

/** A pasted block laid over the columns from the active one on; computed and read-only columns are skipped over. */
export function blockToRows(block: readonly (readonly string[])[], columns: readonly Field[], from: number, mayType: (column: Field) => boolean, read: Reader): FormValues[] {
  return block.map((line) => {
    const row: FormValues = {};
    line.forEach((text, i) => {
      const column = columns[from + i];
      if (!column || !mayType(column)) return;
      const value = read(text, column);
      if (value !== undefined) row[column.id] = value;
    });
    return row;
  });
}
