/** Where people meet a field: what a form needs for itself is in none of its pages. Says nothing of rights. */
import type { Field } from './documents';

/** On the page where a record is filled in. */
export const isFilledIn = (field: Field): boolean => (field.display ?? 'everywhere') === 'everywhere';

/** Where a record is read: its page, lists, filters, its history. */
export const isRead = (field: Field): boolean => field.display !== 'nowhere';
