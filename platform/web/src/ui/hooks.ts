/** Small hooks that every page needs. */
import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { choose, isLanguage, type Language, type Words } from '@/core/words';

export function useLanguage(): Language {
  const { language } = useTranslation();
  return isLanguage(language) ? language : 'zh-CN';
}

/** Chooses from the words of a document in the reader's language. */
export function useWords(): (words: Words | string | null | undefined) => string {
  const language = useLanguage();
  return useCallback((words) => choose(words, language), [language]);
}

const PHONE = '(max-width: 767px)';

/** A page drawn inside another is as wide as its frame says: the designer previews a phone. */
export const PhoneFrame = createContext<boolean | null>(null);

/** Narrower than 768 px: one column, cards instead of grids. */
export function useIsPhone(): boolean {
  const framed = useContext(PhoneFrame);
  const isNarrow = useMedia(PHONE);
  return framed ?? isNarrow;
}

/** Before anything is drawn. */
export const isPhoneNow = () => window.matchMedia(PHONE).matches;

/** Whoever asked their system for less motion gets none: dialogs and lists stand at once. */
export function useIsStill(): boolean {
  return useMedia('(prefers-reduced-motion: reduce)');
}

function useMedia(asked: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = window.matchMedia(asked);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => window.matchMedia(asked).matches,
  );
}

/** The value once it has rested for a while. */
export function useSettled<T>(value: T, delay_ms = 250): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), delay_ms);
    return () => clearTimeout(timer);
  }, [value, delay_ms]);
  return settled;
}

/** The height of an element as it changes; tables that draw only visible rows need a number. */
export function useHeight(): [(node: HTMLElement | null) => void, number] {
  const [node, setNode] = useState<HTMLElement | null>(null);
  const [height, setHeight] = useState(0);
  useEffect(() => {
    if (!node) return;
    const observer = new ResizeObserver(() => setHeight(node.clientHeight));
    observer.observe(node);
    return () => observer.disconnect();
  }, [node]);
  return [setNode, height];
}

export function usePageTitle(title: string): void {
  const { t } = useTranslation();
  const brand = t('brand');
  useEffect(() => {
    document.title = title ? `${title} · ${brand}` : brand;
  }, [title, brand]);
}

/** Names one after the other, as the language separates them. */
export function useListed(): (names: readonly string[]) => string {
  const { t } = useTranslation();
  const comma = t('comma');
  return useCallback((names) => names.filter(Boolean).join(comma), [comma]);
}

/** False while this computer has no network. */
export function useOnline(): boolean {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('online', listener);
      window.addEventListener('offline', listener);
      return () => {
        window.removeEventListener('online', listener);
        window.removeEventListener('offline', listener);
      };
    },
    () => navigator.onLine,
  );
}
