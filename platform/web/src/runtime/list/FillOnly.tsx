/** For whom may hand in and not look: no list, but a new one, and what became of what was handed in. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { Link, useNavigate } from 'react-router';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import { showMoment } from '@/core/moments';
import type { components } from '@/generated/api';
import type { FormView } from '@/core/wire';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Empty } from '@/ui/notice';
import { Card, Page } from '@/ui/page';
import './fill-only.css';

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
      {form.form.document && <OwnDrafts app={app} form={form.form.id} />}
    </Page>
  );
}

/** What was begun and not handed in. */
function OwnDrafts({ app, form }: { app: string; form: string }) {
  const { t } = useTranslation();
  const found = useQuery({ queryKey: [...keys.records(app, form), 'own-drafts'], queryFn: () => api.get<components['schemas']['OwnDrafts']>(url`/apps/${app}/forms/${form}/own-drafts`) });
  const drafts = found.data?.items ?? [];
  if (drafts.length === 0) return null;
  return (
    <div className="own-drafts">
      <Card title={t('list.own_drafts')}>
        <ul>
          {drafts.map((one) => (
            <li key={one.id}>
              <Link to={`/apps/${app}/forms/${form}/records/${one.id}/edit`}>
                <span>{one.title || t('list.untitled_draft')}</span>
                <time dateTime={one.updated_at}>{showMoment(one.updated_at)}</time>
              </Link>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
