/** The address that another system calls; it exists once the automation is published. */
import { useQuery } from '@tanstack/react-query';
import { keys } from '@/core/keys';
import { api, url } from '@/core/api';
import { Hook } from '@/runtime/automations/Hook';
import { useDesignPlace } from '../../lib/place';
import { useT } from '../../words';

export function Address({ automation }: { automation: string }) {
  const t = useT();
  const { app } = useDesignPlace();
  const draft = useQuery({ queryKey: [...keys.app(app), 'automations', automation, 'published'], queryFn: () => api.get<{ published: number | null }>(url`/apps/${app}/documents/automation/${automation}/draft`), retry: false });
  if (draft.isPending) return null;
  return draft.data?.published ? <Hook app={app} automation={automation} /> : <p className="fd-hint">{t('automation.address_later')}</p>;
}
