/** Does what a person decided about a task, and says what came of it. */
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useNavigate } from 'react-router';
import { api, ApiError, url } from '@/core/api';
import { keys } from '@/core/keys';
import type { TaskView } from '@/core/wire';
import type { FormStoreContract } from '@/core/formContract';
import { useToast } from '@/ui/toast';
import { nodesToChoose, type NodeToChoose } from './choosing';
import { pathOf } from './buttons';
import { useWayBack } from './way-back';

export interface Deciding {
  /** What went wrong, or nothing. */
  run: (action: string, body: Record<string, unknown>) => Promise<unknown>;
  busy: string | null;
  error: unknown;
  toChoose: { nodes: NodeToChoose[]; go: (choose: Record<string, string[]>) => void; cancel: () => void } | null;
}

/** After these there is nothing more to do here. */
const LEAVES: readonly string[] = ['approve', 'handle', 'reject', 'return', 'transfer', 'delegate', 'terminate'];
const WITH_VALUES: readonly string[] = ['approve', 'handle', 'return', 'save'];

export function useDeciding(task: TaskView, formKey: string, store: FormStoreContract): Deciding {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const back = useWayBack('todo');
  const queries = useQueryClient();
  const toast = useToast();
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [asked, setAsked] = useState<{ action: string; body: Record<string, unknown>; nodes: NodeToChoose[] } | null>(null);

  const run = async (action: string, body: Record<string, unknown>): Promise<unknown> => {
    setBusy(action);
    setError(null);
    try {
      const values = WITH_VALUES.includes(action) && store.isChanged() ? { values: store.changed() } : {};
      if (action === 'withdraw') await api.post(url`/apps/${task.app}/forms/${formKey}/records/${task.record.id}/actions/withdraw`, { comment: body.comment });
      else await api.post(url`/tasks/${task.id}/${pathOf(action)}`, { ...body, ...values, ...(action === 'save' ? { values: store.changed() } : {}) });
      toast.done(t(`task.done_${action}`));
      if (LEAVES.includes(action)) {
        // What is being read meanwhile was asked before, and would count as fresh.
        await queries.cancelQueries({ queryKey: keys.tasks });
        await queries.invalidateQueries({ queryKey: keys.tasks, refetchType: 'none' });
        await navigate(back);
      }
      void queries.invalidateQueries({ queryKey: keys.tasks });
      void queries.invalidateQueries({ queryKey: keys.task(task.id) });
      return null;
    } catch (cause) {
      const nodes = nodesToChoose(cause);
      if (nodes) {
        setAsked({ action, body, nodes });
        return null;
      }
      setError(cause);
      if (cause instanceof ApiError) store.setErrors(cause.fields);
      if (cause instanceof ApiError && cause.status === 409) void queries.invalidateQueries({ queryKey: keys.tasks });
      return cause;
    } finally {
      setBusy(null);
    }
  };
  const toChoose = asked && {
    nodes: asked.nodes,
    cancel: () => setAsked(null),
    go: (choose: Record<string, string[]>) => {
      setAsked(null);
      void run(asked.action, { ...asked.body, choose });
    },
  };
  return { run, busy, error, toChoose };
}
