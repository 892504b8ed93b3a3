/** Makes an empty app. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from '@/locales/useTranslation';
import { useNavigate } from 'react-router';
import { api } from '@/core/api';
import { keys } from '@/core/keys';
import { useApps } from '@/runtime/queries';
import { useLanguage } from '@/ui/hooks';
import { useToast } from '@/ui/toast';
import { NameAndKeyDialog, type NameAndKey } from './NameAndKey';

export default function NewApp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const toast = useToast();
  const apps = useApps();
  const create = useMutation({
    mutationFn: ({ title, key }: NameAndKey) => api.post('/apps', { key, title: { [language]: title } }),
    onSuccess: async (_, { key }) => {
      // Also where nobody looks: Ctrl-K shall know the new app at once.
      await queries.invalidateQueries({ queryKey: keys.apps, refetchType: 'all' });
      onClose();
      await navigate(`/apps/${key}`);
    },
    onError: toast.failed,
  });
  return (
    <NameAndKeyDialog
      title={t('home.new_app')}
      nameLabel={t('home.app_title')}
      keyLabel={t('home.app_key')}
      stem="app"
      taken={(apps.data?.items ?? []).map((app) => app.key)}
      isBusy={create.isPending}
      onCreate={(given) => create.mutate(given)}
      onClose={onClose}
    />
  );
}
