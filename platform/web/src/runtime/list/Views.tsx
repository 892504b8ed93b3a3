/** Saved views of a list: own ones, and those shared with everybody. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import type { FormDocument } from '@/core/documents';
import { keys } from '@/core/keys';
import type { SavedView } from '@/core/wire';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { Menu } from '@/ui/Menu';
import { useToast } from '@/ui/toast';
import { firstState, ofView, toContent, type ListState } from './state';

const NameDialog = late(async () => (await import('./NameDialog')).default);

interface ViewsProps {
  app: string;
  form: FormDocument;
  state: ListState;
  onChange: (state: ListState) => void;
}

export function Views({ app, form, state, onChange }: ViewsProps) {
  const { t } = useTranslation();
  const path = url`/apps/${app}/forms/${form.id}/views`;
  const views = useQuery({ queryKey: keys.views(app, form.id), queryFn: () => api.get<{ items: SavedView[] }>(path), staleTime: 60_000 });
  const [naming, setNaming] = useState(false);
  const write = useViewWrites(app, form.id, path);
  const items = views.data?.items ?? [];
  const current = items.find((view) => view.id === state.view);
  const isChanged = JSON.stringify(toContent(state)) !== JSON.stringify(toContent(current ? ofView(form, current) : firstState(form)));
  const menu = [
    { key: 'update', label: t('views.update'), disabled: !isChanged },
    { key: 'as', label: t('views.save_as') },
    { key: 'delete', label: t('views.delete'), danger: true },
  ];
  const choose = (key: string) => {
    if (!current) return;
    if (key === 'update') write.save.mutate({ id: current.id, name: current.name, shared: current.shared, content: toContent(state) });
    else if (key === 'as') setNaming(true);
    else write.remove.mutate(current, { onSuccess: () => onChange(firstState(form)) });
  };
  if (items.length === 0 && !isChanged) return null;
  return (
    <div className="views" role="tablist" aria-label={t('views.title')}>
      <Tab isHere={!current} onClick={() => onChange(firstState(form))}>{t('views.all')}</Tab>
      {items.map((view) => (
        <Tab key={view.id} isHere={view.id === state.view} onClick={() => onChange(ofView(form, view))}>
          {view.name}
          {view.shared && <Icon name="users" size={13} />}
        </Tab>
      ))}
      {current && current.mine !== false && (
        <Menu
          side="left"
          items={menu}
          onChoose={choose}
          trigger={(props) => (
            <button type="button" className="icon-button" aria-label={t('views.menu', { name: current.name })} {...props}>
              <Icon name="more" />
            </button>
          )}
        />
      )}
      {!current && isChanged && (
        <Button type="link" size="small" icon={<Icon name="add" size={14} />} onClick={() => setNaming(true)}>
          {t('views.save')}
        </Button>
      )}
      {naming && (
        <NameDialog
        onClose={() => setNaming(false)}
        onSave={(name, shared) =>
          write.save.mutate(
            { name, shared, content: toContent(state) },
            {
              onSuccess: (saved) => {
                setNaming(false);
                if (saved?.id) onChange({ ...state, view: saved.id });
              },
            },
          )
        }
      />
      )}
    </div>
  );
}

function Tab({ isHere, onClick, children }: { isHere: boolean; onClick: () => void; children: React.ReactNode }) {
  return (
    <button type="button" role="tab" aria-selected={isHere} className="view-tab" onClick={onClick}>
      {children}
    </button>
  );
}

function useViewWrites(app: string, form: string, path: string) {
  const queries = useQueryClient();
  const toast = useToast();
  const after = { onError: toast.failed, onSettled: () => queries.invalidateQueries({ queryKey: keys.views(app, form) }) };
  const save = useMutation({ mutationFn: (view: Omit<SavedView, 'id' | 'mine'> & { id?: string }) => api.put<SavedView>(path, view), ...after });
  const remove = useMutation({ mutationFn: (view: SavedView) => api.delete(path + url`/${view.id}`), ...after });
  return { save, remove };
}
