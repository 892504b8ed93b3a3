/** An address that leads nowhere. */
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import { Empty } from '@/ui/notice';
import { Page } from '@/ui/page';

export function MissingPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('missing.title')}>
      <Empty title={t('missing.title')} actions={<Link to="/">{t('missing.home')}</Link>}>
        {t('missing.text')}
      </Empty>
    </Page>
  );
}
