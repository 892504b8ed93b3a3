/** The designer's own words: they come with its chunk, not with the pages that people run. */
import i18n from 'i18next';
import { useTranslation } from 'react-i18next';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';

const NAMESPACE = 'designer';

/** `t('bar.publish')` of the designer. Bundles are added late: i18next starts before this chunk. */
export function useT() {
  if (!i18n.hasResourceBundle('zh-CN', NAMESPACE)) {
    i18n.addResourceBundle('zh-CN', NAMESPACE, zh);
    i18n.addResourceBundle('en', NAMESPACE, en);
  }
  return useTranslation(NAMESPACE).t;
}

export type T = ReturnType<typeof useT>;
