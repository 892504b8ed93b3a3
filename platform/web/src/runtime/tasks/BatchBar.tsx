/** Answers many tasks at once, each for itself; what failed stays and says why. */
import { useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api } from '@/core/api';
import { keys } from '@/core/keys';
import type { TaskItem } from '@/core/wire';
import { confirm } from '@/ui/confirm';
import { useWords } from '@/ui/hooks';
import { useToast } from '@/ui/toast';

interface Answered {
  results: { id: string; state: string | null; error: { message: string } | null }[];
}

interface BatchBarProps {
  chosen: readonly TaskItem[];
  all: readonly TaskItem[];
  onChoose: (ids: string[]) => void;
}

export function BatchBar({ chosen, all, onChoose }: BatchBarProps) {
  const { t } = useTranslation();
  const words = useWords();
  const toast = useToast();
  const queries = useQueryClient();
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState<{ title: string; why: string }[]>([]);
  const answer = async (action: 'approve' | 'reject') => {
    let comment = '';
    const yes = await confirm({
      title: t(`tasks.batch_${action}`, { n: chosen.length }),
      content: <Input.TextArea aria-label={t('task.comment')} placeholder={t('task.comment_more')} maxLength={2000} rows={3} onChange={(event) => (comment = event.target.value)} />,
      okText: t(`task.${action}`),
      danger: action === 'reject',
    });
    if (!yes) return;
    setBusy(action);
    try {
      const { results } = await api.post<Answered>('/tasks/batch', { action, tasks: chosen.map((one) => one.id), comment: comment.trim() });
      const wrong = results.filter((one) => one.error);
      setFailed(wrong.map((one) => ({ title: titleOf(one.id), why: one.error?.message ?? '' })));
      onChoose(wrong.map((one) => one.id));
      if (wrong.length < results.length) toast.done(t('tasks.batch_done', { n: results.length - wrong.length }));
      void queries.invalidateQueries({ queryKey: keys.tasks });
    } catch (cause) {
      toast.failed(cause);
    } finally {
      setBusy(null);
    }
  };
  const titleOf = (id: string) => {
    const item = all.find((one) => one.id === id);
    return item ? item.title || words(item.form_title) : id;
  };
  const isAll = chosen.length === all.length;
  return (
    <div className="batch" role="group" aria-label={t('tasks.batch')}>
      <Checkbox checked={isAll} indeterminate={chosen.length > 0 && !isAll} onChange={() => onChoose(isAll ? [] : all.map((one) => one.id))}>
        {chosen.length > 0 ? t('tasks.chosen', { n: chosen.length }) : t('tasks.choose_all')}
      </Checkbox>
      {chosen.length > 0 && (
        <span className="batch-buttons">
          <Button danger disabled={busy !== null} loading={busy === 'reject'} onClick={() => void answer('reject')}>
            {t('task.reject')}
          </Button>
          <Button type="primary" disabled={busy !== null} loading={busy === 'approve'} onClick={() => void answer('approve')}>
            {t('task.approve')}
          </Button>
        </span>
      )}
      {failed.length > 0 && (
        <ul className="batch-failed" role="alert">
          {failed.map((one) => (
            <li key={one.title}>
              <b>{one.title}</b> {one.why}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
