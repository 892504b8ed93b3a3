/** Where one is in a sheet, and how one leaves a cell. */

export interface Active {
  row: number;
  column: number;
  isEditing: boolean;
  /** The letter that opened the editor replaces what was there. */
  typed?: string;
}

export type WayOut = (row: number, column: number, isBack: boolean) => boolean;
export type Move = (row: number, column: number, isEditing?: boolean, typed?: string) => void;

/** A cell is called by its head and what stands in it. */
export const headId = (subform: string, column: string) => `head-${subform}-${column}`;
