/** A bar on top while a page is being fetched or something is being written; to be seen after a second. */
import { useIsMutating } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigation } from 'react-router';
import './page.css';

export function Busy() {
  const { t } = useTranslation();
  const navigation = useNavigation();
  const writing = useIsMutating();
  if (navigation.state === 'idle' && writing === 0) return null;
  return <div className="busy" role="progressbar" aria-label={t('loading')} />;
}
