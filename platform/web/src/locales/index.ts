/** Words of the interface: Chinese comes with the page that says them, English as a whole and on demand. */
import i18n from 'i18next';
import { isLanguage, type Language } from '@/core/words';
import { setApiLanguage } from '@/core/api';
import zh from './zh-CN.json';

const STORED = 'huiliu.language';
const CHINESE = 'zh-CN';
const WORDS = 'translation';
const early: object[] = [];

/** Called by a page for the words that only it says: `<name>.words.json` beside it. */
export function bring(words: object): void {
  if (i18n.isInitialized) i18n.addResourceBundle(CHINESE, WORDS, words, true);
  else early.push(words);
}

export async function startLanguage(): Promise<void> {
  await i18n.init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    resources: { 'zh-CN': { translation: zh } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  early.splice(0).forEach(bring);
  const stored = localStorage.getItem(STORED);
  await changeLanguage(isLanguage(stored) ? stored : 'zh-CN');
}

export async function changeLanguage(language: Language): Promise<void> {
  if (language === 'en' && !i18n.hasResourceBundle('en', 'translation')) {
    const en = await import('./en.json');
    i18n.addResourceBundle('en', 'translation', en.default);
  }
  localStorage.setItem(STORED, language);
  setApiLanguage(language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
}

export function currentLanguage(): Language {
  return isLanguage(i18n.language) ? i18n.language : 'zh-CN';
}
