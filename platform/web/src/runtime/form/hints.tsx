/** Hints beside fields and cells: React's view of the book of hints. */
import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import type { Field, FieldValue } from '@/core/documents';
import type { HintBook, Told } from '@/core/hints';
import { showNumber } from '@/core/numbers';
import { D } from '@/core/formula/values';
import { useWords } from '@/ui/hooks';
import './scan.css';

const BookContext = createContext<HintBook | null>(null);
export const HintsProvider = BookContext.Provider;

const NOTHING: readonly Told[] = [];
const NEVER = () => () => undefined;

export function useHints(path: string, row: string | null): readonly Told[] {
  const book = useContext(BookContext);
  return useSyncExternalStore(
    useCallback((listener: () => void) => (book ? book.subscribe(path, listener) : NEVER()), [book, path]),
    () => book?.at(path, row) ?? NOTHING,
  );
}

interface HintsProps {
  told: readonly Told[];
  field: Field;
  value: FieldValue;
  className: string;
}

export function Hints({ told, field, value, className }: HintsProps) {
  if (told.length === 0) return null;
  return <span className={className}>{told.map((one) => <Hint key={one.hint.id} told={one} field={field} value={value} />)}</span>;
}

function Hint({ told, field, value }: { told: Told; field: Field; value: FieldValue }) {
  const { t } = useTranslation();
  const words = useWords();
  const { hint, source } = told;
  const shown = typeof told.value === 'string' ? numbered(told.value, field) : '';
  const from = source ? t('hint.from', { title: source.title, on: source.on ?? '' }) : undefined;
  const isShort = hint.kind === 'holds' && isLess(told.value, value);
  return <span className={isShort ? 'hint is-short' : 'hint'} title={from}>{words(hint.title)} {shown}</span>;
}

function numbered(value: string, field: Field): string {
  return /^-?[0-9.]+$/.test(value) ? showNumber(value, field.type === 'money' ? 2 : undefined) : value;
}

/** More is asked for than there is. */
function isLess(there: FieldValue, asked: FieldValue): boolean {
  return typeof there === 'string' && typeof asked === 'string' && asked !== '' && new D(there).lt(new D(asked));
}
