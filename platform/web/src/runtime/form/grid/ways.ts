/** Where the keys of a sheet lead. */
import type { KeyboardEvent } from 'react';
import type { Active } from './moving';

/** Where a key leads, as rows and columns to go; null: it is not a way. */
export function whereTo(event: KeyboardEvent, isEditing: boolean): [number, number] | null {
  const isInList = isEditing && document.activeElement?.getAttribute('aria-expanded') === 'true';
  switch (event.key) {
    case 'Tab':
      return [0, event.shiftKey ? -1 : 1];
    case 'Enter':
      return isInList ? null : [event.shiftKey ? -1 : 1, 0];
    case 'ArrowDown':
      return isInList ? null : [1, 0];
    case 'ArrowUp':
      return isInList ? null : [-1, 0];
    case 'ArrowLeft':
      return !isEditing || caretAt(event, 'start') ? [0, -1] : null;
    case 'ArrowRight':
      return !isEditing || caretAt(event, 'end') ? [0, 1] : null;
    default:
      return null;
  }
}

const PAGE_ROWS = 10;

/** Home, End and pages, as in Excel; null: another key. */
export function farTo(event: KeyboardEvent, { row, column }: Active, lastRow: number, lastColumn: number): [number, number] | null {
  const isFar = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'Home':
      return [isFar ? 0 : row, 0];
    case 'End':
      return [isFar ? lastRow : row, lastColumn];
    case 'PageUp':
      return [Math.max(0, row - PAGE_ROWS), column];
    case 'PageDown':
      return [Math.min(lastRow, row + PAGE_ROWS), column];
    default:
      return null;
  }
}

function caretAt(event: KeyboardEvent, edge: 'start' | 'end'): boolean {
  const input = event.target;
  if (!(input instanceof HTMLInputElement)) return false;
  const place = edge === 'start' ? 0 : input.value.length;
  return input.selectionStart === place && input.selectionEnd === place;
}
