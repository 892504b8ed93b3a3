/** The words of the interface for components, which are drawn again when the reader changes the language.
 *
 * Every button and cell asks: the hook of react-i18next copies i18next's own object for each of them,
 * which was a twentieth of the time a page of forty fields takes to open; and i18next looks up each
 * word anew, a seventh of the script of a designer that opens. */
import i18n, { type TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';

const known = new Map<string, TFunction>();

function wordsIn(language: string, namespace: string): TFunction {
  const key = `${language}/${namespace}`;
  let t = known.get(key);
  if (!t) known.set(key, (t = remembering(i18n.getFixedT(language, namespace))));
  return t;
}

/** A word without anything to fill in stays as it is, until a page brings words of its own. */
function remembering(t: TFunction): TFunction {
  const said = new Map<string, string>();
  i18n.store.on('added', () => said.clear());
  const say = (...asked: Parameters<TFunction>) => {
    const [key] = asked;
    if (typeof key !== 'string' || asked.length > 1) return t(...asked);
    const word = said.get(key) ?? t(key);
    said.set(key, word);
    return word;
  };
  return say as TFunction;
}

const listeners = new Set<() => void>();
i18n.on('languageChanged', () => listeners.forEach((listener) => listener()));

function listen(onChange: () => void): () => void {
  listeners.add(onChange);
  return () => listeners.delete(onChange);
}

const now = () => i18n.language;

export function useTranslation(namespace = 'translation'): { t: TFunction; language: string } {
  const language = useSyncExternalStore(listen, now, now);
  return { t: wordsIn(language, namespace), language };
}
