/** What one was told; opening a message leads to what it is about. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useNavigate } from 'react-router';
import { api } from '@/core/api';
import { keys } from '@/core/keys';
import { showShort } from '@/core/moments';
import { safePath } from '@/core/paths';
import type { NotificationItem } from '@/core/wire';
import { useNotifications } from '@/runtime/queries';
import { Empty, Failed, Loading } from '@/ui/notice';
import { Page } from '@/ui/page';
import { useToast } from '@/ui/toast';
import './notifications.css';

export function NotificationsPage() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const [isUnreadOnly, setUnreadOnly] = useState(false);
  const list = useNotifications(isUnreadOnly);
  const read = (body: { ids: string[] } | { all: true }) =>
    api.post('/notifications/read', body).then(() => queries.invalidateQueries({ queryKey: keys.notifications }), toast.failed);
  const open = (item: NotificationItem) => {
    if (!item.read) void read({ ids: [item.id] });
    const path = pathOf(item.link);
    if (path) void navigate(path);
  };
  return (
    <Page
      title={t('nav.notifications')}
      actions={
        <Button disabled={(list.data?.unread ?? 0) === 0} onClick={() => void read({ all: true })}>
          {t('notifications.read_all')}
        </Button>
      }
    >
      <div className="notes">
        <Segmented<string> value={isUnreadOnly ? 'unread' : 'all'} options={[{ value: 'all', label: t('notifications.all') }, { value: 'unread', label: t('notifications.unread', { n: list.data?.unread ?? 0 }) }]} onChange={(value) => setUnreadOnly(value === 'unread')} />
        {list.isPending && <Loading />}
        {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
        {list.data?.items.length === 0 && <Empty icon="bell" title={t('notifications.none')}>{t('notifications.none_more')}</Empty>}
        {list.data && list.data.items.length > 0 && (
          <ul>
            {list.data.items.map((item) => (
              <li key={item.id}>
                <button type="button" className={item.read ? 'note' : 'note note-new'} onClick={() => open(item)}>
                  <span>
                    {!item.read && <span className="sr-only">{t('notifications.new')}</span>}
                    {item.text}
                  </span>
                  <time dateTime={item.at}>{showShort(item.at)}</time>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Page>
  );
}

/** Where a message leads, inside this site. */
function pathOf(link: NotificationItem['link']): string | null {
  if (!link) return null;
  if (typeof link === 'string') return safePath(link);
  if (link.task) return `/tasks/${link.task}`;
  if (link.app && link.form && link.record) return `/apps/${link.app}/forms/${link.form}/records/${link.record}`;
  if (link.app && link.form) return `/apps/${link.app}/forms/${link.form}`;
  return null;
}
