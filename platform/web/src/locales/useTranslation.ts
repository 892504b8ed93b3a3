/** The words of the interface for components, which are drawn again when the reader changes the language.
 *
 * Every button and cell asks: the hook of react-i18next copies i18next's own object for each of them,
 * which was a twentieth of the time a page of forty fields takes to open. */
import i18n, { type TFunction } from 'i18next';
import { useSyncExternalStore } from 'react';

const known = new Map<string, TFunction>();

function wordsIn(language: string, namespace: string): TFunction {
  const key = `${language}/${namespace}`;
  let t = known.get(key);
  if (!t) known.set(key, (t = i18n.getFixedT(language, namespace)));
  return t;
}

function listen(onChange: () => void): () => void {
  i18n.on('languageChanged', onChange);
  return () => i18n.off('languageChanged', onChange);
}

const now = () => i18n.language;

export function useTranslation(namespace = 'translation'): { t: TFunction; language: string } {
  const language = useSyncExternalStore(listen, now, now);
  return { t: wordsIn(language, namespace), language };
}
