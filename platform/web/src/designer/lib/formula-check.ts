/** What is wrong with a formula, in words, and where. Pure. */
import { FormulaSyntax, parse } from '@/core/formula/formula';
import type { T } from '../words';

export interface Mistake {
  /** In UTF-16 units, as editors count. */
  from: number;
  to: number;
  message: string;
}

export function mistakeIn(text: string, known: ReadonlySet<string>, t: T, language: string): Mistake | null {
  if (text.trim() === '') return null;
  try {
    const unknown = [...parse(text).refs].find((path) => !known.has(path) && !path.startsWith('$'));
    if (unknown === undefined) return null;
    const from = Math.max(0, text.indexOf(unknown) - 1);
    return { from, to: Math.min(text.length, from + unknown.length + 2), message: t('formula.unknown') };
  } catch (failure) {
    if (!(failure instanceof FormulaSyntax)) throw failure;
    const start = [...text].slice(0, failure.position).join('').length;
    const from = Math.max(0, Math.min(start, text.length - 1));
    return { from, to: from + 1, message: failure.words(language) };
  }
}
