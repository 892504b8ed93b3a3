/**
 * What the pages need from the store of one record being filled in (`core/formStore.ts` fulfils it).
 *
 * It lives outside React: each input and each cell subscribes to its own key, so a keystroke
 * re-renders one cell and what the formulas changed. Keys: `qty` (a field), `lines` (the list of
 * rows), `lines/r3/qty` (a cell), `lines/*` (any cell or row of the subform), `?qty` and `?lines/r3/qty`
 * (visible or not, to be filled in or not, read-only or not), `!qty`, `!lines/r3/qty`, `!lines/*`, `!` (errors).
 */
import type { FieldValue, FormDocument, FormValues, RowValue } from './documents';
import type { FieldComplaint } from './wire';

export interface FormContext {
  /** Of the current member; formulas and conditions read them. */
  memberId: string;
  memberName: string;
  /** The main one first. */
  departments?: readonly { id: string; name: string }[];
  language: string;
  now: () => Date;
  /** A subform of a new record begins with a row to type in, which is nothing until somebody does. */
  beginsWithRow?: boolean;
}

export interface FormStoreContract {
  readonly document: FormDocument;
  /** Values in wire form. A subform's rows are read by `rows` and `cell`. */
  get(field: string): FieldValue;
  /** Row keys in order: `$row` of stored rows, `new1`… of new ones. Same array until rows change. */
  rows(subform: string): readonly string[];
  /** The same without the empty rows at the end, which nobody means to send. */
  filledRows(subform: string): readonly string[];
  cell(subform: string, row: string, column: string): FieldValue;
  /** `also`: copied values set in the same step (fields beside this one). Formulas follow at once. */
  set(field: string, value: FieldValue, also?: FormValues): void;
  setCell(subform: string, row: string, column: string, value: FieldValue, also?: FormValues): void;
  /** Many cells at once (paste): one recomputation. Rows that do not exist yet are added. */
  paste(subform: string, fromRow: number, rows: readonly FormValues[]): void;
  insertRows(subform: string, at: number, rows: readonly RowValue[]): readonly string[];
  removeRow(subform: string, row: string): void;
  /** What a paste meant, found out later: part of the same step. What was pasted or typed into a cell stays. */
  fill(subform: string, rows: ReadonlyMap<string, FormValues>): void;
  /** A cell that cannot be what was pasted into it; until somebody fills it in. */
  complain(subform: string, row: string, column: string, complaint: FieldComplaint): void;
  /** Takes the last step in a subform back: a cell, a paste, a row. False: there is none. */
  undo(subform: string): boolean;
  redo(subform: string): boolean;
  canUndo(subform: string): boolean;
  /** What is typed into the same cell from now on is a step of its own. */
  endStep(subform: string): void;
  isVisible(field: string): boolean;
  isCellVisible(subform: string, row: string, column: string): boolean;
  /** Whether it has to be filled in as things stand. */
  isRequired(field: string): boolean;
  isCellRequired(subform: string, row: string, column: string): boolean;
  /** Whether nobody may change it as things stand. */
  isLocked(field: string): boolean;
  isCellLocked(subform: string, row: string, column: string): boolean;
  subscribe(key: string, listener: () => void): () => void;
  /** Errors as the server reports them: `lines.2.qty` → the row that is third now. */
  setErrors(errors: Readonly<Record<string, readonly FieldComplaint[]>>): void;
  errorsOf(field: string): readonly FieldComplaint[];
  /** The fields of the form something is wrong in, also in rows; the same list until that changes. Told by `!`. */
  faulty(): ReadonlySet<string>;
  cellErrors(subform: string, row: string, column: string): readonly FieldComplaint[];
  /** What goes to the server: no computed and no hidden fields; subforms as lists with `$row`. */
  values(): FormValues;
  /** Only the top-level fields changed since it was opened; a subform as a whole. */
  changed(): FormValues;
  isChanged(): boolean;
}
