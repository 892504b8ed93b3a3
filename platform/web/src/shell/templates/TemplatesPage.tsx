/** 模板中心: what can be installed, with pictures; installing shows how far it is. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import { api, BASE } from '@/core/api';
import { keys } from '@/core/keys';
import type { Template } from '@/core/wire';
import { useWords } from '@/ui/hooks';
import { NamedIcon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Empty, Failed, Skeleton } from '@/ui/notice';
import { Page } from '@/ui/page';
import { bring } from '@/locales';
import words from './templates.words.json';
import './templates.css';

bring(words);

const InstallDialog = late(async () => (await import('./InstallDialog')).default);

export function TemplatesPage() {
  const { t } = useTranslation();
  const templates = useQuery({ queryKey: keys.templates, queryFn: () => api.get<{ items: Template[] }>('/templates') });
  const [chosen, setChosen] = useState<Template | null>(null);
  return (
    <Page title={t('templates.title')} back="/">
      <div className="home-body">
        <p className="muted">{t('templates.help')}</p>
        {templates.isPending && <Skeleton lines={4} />}
        {templates.isError && <Failed error={templates.error} onRetry={() => void templates.refetch()} />}
        {templates.data?.items.length === 0 && <Empty icon="template" title={t('templates.none')}>{t('templates.none_more')}</Empty>}
        <ul className="templates">
          {templates.data?.items.map((template) => <Offer key={template.key} template={template} onChoose={() => setChosen(template)} />)}
        </ul>
      </div>
      {chosen && <InstallDialog template={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}

function Offer({ template, onChoose }: { template: Template; onChoose: () => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const [picture] = template.pictures;
  return (
    <li className="template">
      <button type="button" className="template-picture" onClick={onChoose} aria-label={t('templates.look', { name: words(template.title) })}>
        {picture ? <img src={BASE + picture} alt="" loading="lazy" width={800} height={500} /> : <NamedIcon name={template.icon} spare="template" size={40} />}
      </button>
      <div className="template-words">
        <strong>{words(template.title)}</strong>
        <p>{words(template.description)}</p>
        <span className="template-foot">
          <small>{t('templates.release', { release: template.release })}</small>
          {template.installed ? <Link to={`/apps/${template.key}`}>{t('templates.open')}</Link> : <button type="button" className="link-button" onClick={onChoose}>{t('templates.install')}</button>}
        </span>
      </div>
    </li>
  );
}
