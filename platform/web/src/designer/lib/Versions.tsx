/** Every version that was published, and the way back to it. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Drawer, Popconfirm, Tag } from 'antd';
import { api } from '@/core/api';
import { keys } from '@/core/keys';
import { showMoment } from '@/core/moments';
import { Empty, Failed, Loading } from '@/ui/notice';
import { useToast } from '@/ui/toast';
import { useT, type T } from '../words';
import type { Autosave } from './autosave';
import { pathOfDocument, useDesignPlace } from './place';
import './versions/words';

interface Version {
  version: number;
  published_at: string;
  by: { id: string; name: string } | null;
  comment: string;
}

export function Versions({ saving, onClose, onReturned }: { saving: Autosave; onClose: () => void; onReturned: (version: number) => void }) {
  const t = useT();
  const toast = useToast();
  const queries = useQueryClient();
  const place = useDesignPlace();
  const { app, kind, id } = place;
  const path = pathOfDocument(place);
  const key = ['design', app, kind, id, 'versions'];
  const versions = useQuery({ queryKey: key, queryFn: () => api.get<{ items: Version[] }>(`${path}/versions`) });
  const goBack = async (version: number) => {
    try {
      const made = await api.post<{ version: number }>(`${path}/rollback`, { version });
      await Promise.all([queries.invalidateQueries({ queryKey: key }), queries.invalidateQueries({ queryKey: keys.app(app) })]);
      await saving.takeTheirs();
      toast.done(t('versions.done', { version: made.version }));
      onReturned(made.version);
    } catch (cause) {
      toast.failed(cause);
    }
  };
  const items = [...(versions.data?.items ?? [])].sort((a, b) => b.version - a.version);
  return (
    <Drawer open title={t('versions.title')} size={400} onClose={onClose}>
      {versions.isPending && <Loading />}
      {versions.isError && <Failed error={versions.error} onRetry={() => void versions.refetch()} />}
      {versions.data && items.length === 0 && <Empty icon="history" title={t('versions.none')} />}
      <ol className="fd-versions">
        {items.map((one, at) => (
          <li key={one.version}>
            <div>
              <strong>v{one.version}</strong>
              {at === 0 && <Tag color="green">{t('versions.current')}</Tag>}
              <time>{showMoment(one.published_at)}</time>
              {one.by && <span>{one.by.name}</span>}
            </div>
            <p className={one.comment ? '' : 'fd-muted'}>{inWords(one.comment, t)}</p>
            {at > 0 && (
              <Popconfirm title={t('versions.ask', { version: one.version })} description={t('versions.ask_help', { version: one.version })} onConfirm={() => goBack(one.version)}>
                <Button size="small">{t('versions.rollback')}</Button>
              </Popconfirm>
            )}
          </li>
        ))}
      </ol>
    </Drawer>
  );
}

/** The server notes of a version that came back which one it was. */
const RETURNED = /^↺ (\d+)$/;

function inWords(comment: string, t: T): string {
  const version = RETURNED.exec(comment)?.[1];
  return version ? t('versions.returned', { version }) : comment || t('versions.no_comment');
}
