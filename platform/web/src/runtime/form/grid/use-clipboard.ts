/** Cells from a sheet elsewhere and to it. */
import type { ClipboardEvent } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import type { Field, FieldValue } from '@/core/documents';
import { fields } from '@/fields';
import { useFieldPlace } from '@/fields/definition';
import { useLanguage } from '@/ui/hooks';
import { useToast } from '@/ui/toast';
import { lookUp, pastedNames } from '../pasting';
import { blockToRows, readBlock, writeBlock, type SubformProps } from '../subform';
import type { Sheet } from './use-sheet';

export function useClipboard({ field, columns, store, mayType, mayRows }: SubformProps, { rows, active, setActive, most }: Sheet) {
  const { t } = useTranslation();
  const language = useLanguage();
  const toast = useToast();
  const place = useFieldPlace();

  const paste = (event: ClipboardEvent) => {
    if (!active) return;
    const text = event.clipboardData.getData('text/plain');
    if (active.isEditing && !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const block = readBlock(text);
    const room = (mayRows ? most : rows.length) - active.row;
    const read = (cell: string, column: Field): FieldValue | undefined => fields.get(column.type).read?.(cell, column, language);
    store.paste(field.id, active.row, blockToRows(block.slice(0, room), columns, active.column, mayType, read));
    void lookUp(store, field, columns, pastedNames(block.slice(0, room), columns, active.column, mayType), store.rows(field.id).slice(active.row), place, t).catch(toast.failed);
    setActive({ ...active, isEditing: false });
    if (block.length > room) toast.done(t('subform.pasted_part', { n: room }));
  };

  const copy = (event: ClipboardEvent) => {
    if (!active || active.isEditing) return;
    const row = rows[active.row];
    const column = columns[active.column];
    if (!row || !column) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', writeBlock([[fields.get(column.type).text(store.cell(field.id, row, column.id), column, language)]]));
  };

  return { paste, copy };
}
