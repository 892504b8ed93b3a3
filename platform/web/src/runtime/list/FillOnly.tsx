/** For whom may hand in and not look: no list, but a new one, and what became of what was handed in. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { FormView } from '@/core/wire';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Empty } from '@/ui/notice';
import { Page } from '@/ui/page';

export function FillOnly({ app, form }: { app: string; form: FormView }) {
  const { t } = useTranslation();
  const words = useWords();
  const navigate = useNavigate();
  const name = words(form.form.title);
  const fill = (
    <>
      <Button type="primary" icon={<Icon name="add" />} onClick={() => void navigate(`/apps/${app}/forms/${form.form.id}/new`)}>{t('palette.new', { name })}</Button>
      {form.form.document && <Link to={`/tasks?box=started&app=${app}`} className="bar-link-plain">{t('list.handed_in')}</Link>}
    </>
  );
  return (
    <Page title={name} back={`/apps/${app}`}>
      <Empty icon="form" title={t('list.fill_only', { name })} actions={fill}>{t('list.fill_only_more')}</Empty>
    </Page>
  );
}
