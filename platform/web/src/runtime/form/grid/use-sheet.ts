/** The rows of a sheet, the cell one is in, and the ways from it. */
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useRef, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { copyOf, type SubformProps } from '../subform';
import { useRows } from '../store';
import type { Active, Move } from './moving';
import { farTo } from './ways';

const ROW_PX = 36;
const MOST_ROWS = 500;

export type Sheet = ReturnType<typeof useSheet>;

export function useSheet({ field, columns, store, mayRows }: Omit<SubformProps, 'mayType'>) {
  const rows = useRows(store, field.id);
  const [active, setActive] = useState<Active | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const most = field.max_rows ?? MOST_ROWS;
  const canAdd = mayRows && rows.length < most;
  const activeRow = active?.row;
  // The row one is in stays, scrolled away or not: its cell holds the focus.
  const withActive = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      if (activeRow === undefined || activeRow >= range.count || shown.includes(activeRow)) return shown;
      return [...shown, activeRow].sort((a, b) => a - b);
    },
    [activeRow],
  );
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW_PX, overscan: 8, rangeExtractor: withActive });
  const scrollTo = virtual.scrollToIndex;

  const add = useCallback(
    (at: number, copied = {}) => {
      store.insertRows(field.id, at, [copied]);
    },
    [store, field.id],
  );

  const move: Move = useCallback(
    (row, column, isEditing = false, typed) => {
      const last = columns.length - 1;
      if (column > last) [row, column] = [row + 1, 0];
      if (column < 0) [row, column] = [row - 1, last];
      if (row < 0) return;
      const count = store.rows(field.id).length;
      if (row >= count) {
        if (!canAdd) return;
        add(count);
      }
      store.endStep(field.id);
      setActive({ row, column, isEditing, ...(typed === undefined ? {} : { typed }) });
      scrollTo(row, { align: 'auto' });
    },
    [columns.length, store, field.id, canAdd, add, scrollTo],
  );

  /** Tab leaves at both ends, so that nobody is caught: before the first cell, and behind a last row nobody filled in. */
  const isWayOut = useCallback(
    (row: number, column: number, isBack: boolean) =>
      isBack ? row === 0 && column === 0 : column === columns.length - 1 && row === store.rows(field.id).length - 1 && (!canAdd || row >= store.filledRows(field.id).length),
    [columns.length, store, field.id, canAdd],
  );

  const goToError = () => {
    for (const [index, row] of rows.entries()) {
      const at = columns.findIndex((column) => store.cellErrors(field.id, row, column.id).length > 0);
      if (at >= 0) {
        move(index, at, true);
        return;
      }
    }
  };

  const travel = (step: (subform: string) => boolean) => {
    if (!step(field.id)) return;
    const last = store.rows(field.id).length - 1;
    setActive((here) => (here === null || last < 0 ? null : { row: Math.min(here.row, last), column: here.column, isEditing: false }));
  };
  const undo = () => travel((subform) => store.undo(subform));

  /** Keys of the whole sheet; in an editor they belong to its text. */
  const sheetKeys = (event: KeyboardEvent) => {
    if (!active || active.isEditing || event.altKey) return;
    const far = farTo(event, active, rows.length - 1, columns.length - 1);
    if (far) move(far[0], far[1]);
    else if (!(event.ctrlKey || event.metaKey) || !changeRows(event, active)) return;
    event.preventDefault();
  };

  const changeRows = (event: KeyboardEvent, active: Active): boolean => {
    const row = rows[active.row];
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) undo();
    else if (key === 'y' || key === 'z') travel((subform) => store.redo(subform));
    else if (key === 'd' && canAdd && row !== undefined) {
      add(active.row + 1, copyOf(store, field, row));
      move(active.row + 1, active.column);
    } else if ((key === 'delete' || key === 'backspace') && mayRows && row !== undefined) {
      store.removeRow(field.id, row);
      setActive(rows.length > 1 ? { ...active, row: Math.min(active.row, rows.length - 2) } : null);
    } else return false;
    return true;
  };

  const leave = (event: FocusEvent) => {
    const next = event.relatedTarget as HTMLElement | null;
    if (!event.currentTarget.contains(next) && !next?.closest('.ant-select-dropdown, .ant-picker-dropdown, .ant-modal-root')) setActive(null);
  };

  const copyRow = (index: number, row: string) => add(index + 1, copyOf(store, field, row));
  const removeRow = (row: string) => {
    store.removeRow(field.id, row);
    setActive(null);
  };

  return { rows, active, setActive, box, virtual, most, canAdd, move, isWayOut, goToError, undo, sheetKeys, leave, copyRow, removeRow };
}
