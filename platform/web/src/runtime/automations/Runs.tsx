/** What an automation did, newest first; a run opens to its condition and its steps. */
import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useSearchParams } from 'react-router';
import { Empty, Failed, Loading } from '@/ui/notice';
import { useToast } from '@/ui/toast';
import { useRetry, useRuns } from './queries';
import { Run } from './Run';
import type { AutomationItem } from './wire';

const OUTCOMES = ['', 'done', 'skipped', 'failed'] as const;

export function Runs({ app, item }: { app: string; item: AutomationItem }) {
  const { t } = useTranslation();
  const toast = useToast();
  const [address] = useSearchParams();
  const [outcome, setOutcome] = useState(address.get('outcome') ?? '');
  const list = useRuns(app, item.key, outcome);
  const retry = useRetry(app, item.key, () => toast.done(t('automations.retried')));
  const found = list.data?.pages.flatMap((page) => page.items) ?? [];
  const label = { '': t('automations.all'), done: t('automations.done'), skipped: t('automations.skipped'), failed: t('automations.failed') };
  return (
    <div className="auto-runs">
      <Segmented<string> value={outcome} options={OUTCOMES.map((one) => ({ value: one, label: label[one] }))} onChange={setOutcome} />
      {list.isPending && <Loading />}
      {list.isError && <Failed error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && found.length === 0 && <Empty icon="history" title={t('automations.no_runs')}>{t('automations.no_runs_more')}</Empty>}
      {found.length > 0 && (
        <ul className="auto-list">
          {found.map((run) => (
            <li key={run.id}>
              <Run app={app} form={item.form} run={run} onRetry={run.outcome === 'failed' ? () => retry.mutate(run.id) : undefined} isRetrying={retry.isPending && retry.variables === run.id} />
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage && <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>{t('more')}</Button>}
    </div>
  );
}
