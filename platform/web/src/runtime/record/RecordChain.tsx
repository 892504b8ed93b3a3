/** 上下游单据: what the document follows from and what follows from it. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import { showMoment } from '@/core/moments';
import type { ChainItem } from '@/core/wire';
import { Failed, Loading } from '@/ui/notice';
import { StateTag } from '@/ui/state-tag';

export default function RecordChain({ app, form, id, rev }: { app: string; form: string; id: string; rev: number }) {
  const { t } = useTranslation();
  const chain = useQuery({
    queryKey: [...keys.record(app, form, id), 'more', 'chain', rev],
    queryFn: () => api.get<{ items: ChainItem[] }>(url`/apps/${app}/forms/${form}/records/${id}/chain`),
    placeholderData: (before) => before,
  });
  if (chain.isPending) return <Loading />;
  if (chain.isError) return <Failed error={chain.error} onRetry={() => void chain.refetch()} />;
  const { items } = chain.data;
  if (items.length <= 1) return <p className="muted record-none">{t('record.no_chain')}</p>;
  const parts = [
    { label: t('record.upstream'), items: items.filter((item) => item.level < 0).toSorted((a, b) => a.level - b.level) },
    { label: t('record.downstream'), items: items.filter((item) => item.level > 0) },
  ];
  return parts
    .filter((part) => part.items.length > 0)
    .map((part) => (
      <section className="chain" key={part.label}>
        <h3>{part.label}</h3>
        <ul>
          {part.items.map((item) => (
            <li key={`${item.form}/${item.id}`} style={{ '--depth': Math.abs(item.level) - 1 } as React.CSSProperties}>
              <Link to={`/apps/${app}/forms/${item.form}/records/${item.id}`}>
                <span className="muted">{item.form_title}</span> {item.title || '—'}
              </Link>
              <StateTag state={item.state} />
              <time className="muted">{showMoment(item.created_at)}</time>
            </li>
          ))}
        </ul>
      </section>
    ));
}
