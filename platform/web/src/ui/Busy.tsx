/** A bar on top while a page is being fetched or something is being written; to be seen after a second. */
import { useIsMutating } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import './page.css';

/** Whether a page is being fetched. */
export const PageIsComing = createContext(false);

export function Busy() {
  const { t } = useTranslation();
  const isComing = useContext(PageIsComing);
  const writing = useIsMutating();
  if (!isComing && writing === 0) return null;
  return <div className="busy" role="progressbar" aria-label={t('loading')} />;
}
