/** One's own API keys: made here, shown once, revoked at a click. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import { keys } from '@/core/keys';
import { showMoment } from '@/core/moments';
import type { ApiKey, MadeKey } from '@/core/wire';
import { confirm } from '@/ui/confirm';
import { Card } from '@/ui/page';
import { useToast } from '@/ui/toast';

export function ApiKeys() {
  const { t } = useTranslation();
  const toast = useToast();
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [made, setMade] = useState<MadeKey | null>(null);
  const list = useQuery({ queryKey: keys.apiKeys, queryFn: () => api.get<{ items: ApiKey[] }>('/api-keys') });
  const after = { onError: toast.failed, onSettled: () => queries.invalidateQueries({ queryKey: keys.apiKeys }) };
  const create = useMutation({
    mutationFn: () => api.post<MadeKey>('/api-keys', { name: name.trim() }),
    onSuccess: (key) => {
      setMade(key);
      setName('');
    },
    ...after,
  });
  const remove = useMutation({ mutationFn: (id: string) => api.delete(url`/api-keys/${id}`), ...after });
  const ask = (key: ApiKey) => {
    void confirm({ title: t('keys.remove', { name: key.name }), content: t('keys.remove_more'), okText: t('delete'), danger: true }).then((yes) => yes && remove.mutate(key.id));
  };
  return (
    <Card title={t('keys.title')}>
      <p className="muted" style={{ marginBottom: 10 }}>{t('keys.help')}</p>
      {made && (
        <div role="status" style={{ marginBottom: 12 }}>
          <p style={{ marginBottom: 6 }}>{t('keys.once')}</p>
          <div className="key-shown">
            <span style={{ flex: 1 }}>{made.key}</span>
            <Button size="small" onClick={() => void navigator.clipboard.writeText(made.key).then(() => toast.done(t('keys.copied')), () => toast.failed(null))}>{t('keys.copy')}</Button>
          </div>
        </div>
      )}
      {list.data?.items.map((key) => (
        <div className="key-row" key={key.id}>
          <span>{key.name}</span>
          <span className="muted">{showMoment(key.created_at)}</span>
          <Button size="small" type="text" danger aria-label={t('keys.remove', { name: key.name })} onClick={() => ask(key)}>{t('keys.revoke')}</Button>
        </div>
      ))}
      <form
        className="key-new"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) create.mutate();
        }}
      >
        <Input value={name} maxLength={50} placeholder={t('keys.name')} aria-label={t('keys.name')} onChange={(event) => setName(event.target.value)} />
        <Button htmlType="submit" disabled={name.trim() === ''} loading={create.isPending}>{t('keys.create')}</Button>
      </form>
    </Card>
  );
}
