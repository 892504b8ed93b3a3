/** The designer's own words: they come with its chunk, not with the pages that people run. */
import i18n from 'i18next';
import { use } from 'react';
import { useTranslation } from 'react-i18next';
import zh from './locales/zh-CN.json';

const NAMESPACE = 'designer';

let english: Promise<void> | undefined;

/** Once, for who reads English. */
function bringEnglish(): Promise<void> {
  english ??= import('./locales/en.json').then(({ default: en }) => void i18n.addResourceBundle('en', NAMESPACE, en));
  return english;
}

/** `t('bar.publish')` of the designer. Bundles are added late: i18next starts before this chunk. */
export function useT() {
  if (!i18n.hasResourceBundle('zh-CN', NAMESPACE)) i18n.addResourceBundle('zh-CN', NAMESPACE, zh);
  if (i18n.language === 'en' && !i18n.hasResourceBundle('en', NAMESPACE)) use(bringEnglish());
  return useTranslation(NAMESPACE).t;
}

export type T = ReturnType<typeof useT>;
