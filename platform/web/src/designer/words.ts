/** The designers' own words: Chinese comes with what says them, not with the pages that people run; English as a whole and on demand. */
import i18n from 'i18next';
import { use } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import zh from './locales/zh-CN.json';

const NAMESPACE = 'designer';

let english: Promise<void> | undefined;

/** Once, for who reads English. */
function bringEnglish(): Promise<void> {
  english ??= import('./locales/en.json').then(({ default: en }) => void i18n.addResourceBundle('en', NAMESPACE, en));
  return english;
}

const isMissing = () => i18n.language === 'en' && !i18n.hasResourceBundle('en', NAMESPACE);

/** The words of the language that is read, before a designer is drawn. */
export const bringWhatIsRead = async () => (isMissing() ? bringEnglish() : undefined);

/** For a part of the designers that says words of its own. i18next starts before this chunk. */
export function bringWords(words: object): void {
  if (i18n.isInitialized) i18n.addResourceBundle('zh-CN', NAMESPACE, words, true);
}

bringWords(zh);

/** `t('bar.publish')` of the designers. */
export function useT() {
  if (isMissing()) use(bringEnglish());
  return useTranslation(NAMESPACE).t;
}

export type T = ReturnType<typeof useT>;
