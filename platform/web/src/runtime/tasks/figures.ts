/** A decision card as a table: what is told of the same row stands in one line. */
import type { TaskView } from '@/core/wire';

export type Figure = TaskView['card'][number];
export type FigureLine = Figure['lines'][number];

export interface FigureRow {
  label: string;
  /** One for each column; undefined where nothing is known of this row. */
  lines: (FigureLine | undefined)[];
}

/** Of the document itself, not of its rows. */
export const isSingle = (figure: Figure): boolean => figure.lines.every((line) => line.label === '');

/** Rows in the order in which the columns first name them. */
export function rowsOf(columns: readonly Figure[]): FigureRow[] {
  const labels = new Set(columns.flatMap((column) => column.lines.map((line) => line.label)));
  return [...labels].map((label) => ({
    label,
    lines: columns.map((column) => column.lines.find((line) => line.label === label)),
  }));
}
