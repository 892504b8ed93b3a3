/** The runs of an app, narrowed as the address says, newest first. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Link, useSearchParams } from 'react-router';
import { showShort } from '@/core/moments';
import { Icon } from '@/ui/icons';
import { Menu } from '@/ui/Menu';
import { Empty, Failed, Loading } from '@/ui/notice';
import { StateTag } from '@/ui/state-tag';
import { Filters } from './Filters';
import { addressOf, filtersOf, isNarrowed, type RunFilters } from './filters';
import { useRuns, type Steering } from './queries';
import { SteerDialog } from './SteerDialog';
import { waitedFor } from './waiting';
import type { FlowRun } from '@/core/wire';

export function Runs({ app }: { app: string }) {
  const { t } = useTranslation();
  const [address, setAddress] = useSearchParams();
  const filters = filtersOf(address);
  const change = (next: Partial<RunFilters>) => setAddress(addressOf({ ...filters, ...next }), { replace: true });
  const runs = useRuns(app, filters);
  const items = runs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <Filters app={app} filters={filters} onChange={change} />
      {runs.isPending && <Loading />}
      {runs.isError && <Failed error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.data && items.length === 0 && <Empty icon="flow" title={t(isNarrowed(filters) ? 'runs.none_found' : `runs.none_${filters.state}`)} />}
      {items.length > 0 && <List app={app} items={items} />}
      {runs.hasNextPage && (
        <Button className="flow-more-runs" loading={runs.isFetchingNextPage} onClick={() => void runs.fetchNextPage()}>
          {t('list.more')}
        </Button>
      )}
    </>
  );
}

function List({ app, items }: { app: string; items: readonly FlowRun[] }) {
  const { t } = useTranslation();
  const [steering, setSteering] = useState<{ run: FlowRun; what: Steering } | null>(null);
  return (
    <>
      <ul className="run-list" aria-label={t('runs.monitor')}>
        {items.map((run) => (
          <Row key={run.id} app={app} run={run} onSteer={(what) => setSteering({ run, what })} />
        ))}
      </ul>
      {steering && <SteerDialog app={app} run={steering.run} what={steering.what} onClose={() => setSteering(null)} />}
    </>
  );
}

const WHILE_RUNNING: readonly Steering[] = ['change-assignee', 'jump', 'end'];

function Row({ app, run, onSteer }: { app: string; run: FlowRun; onSteer: (what: Steering) => void }) {
  const { t } = useTranslation();
  const isRunning = run.state === 'running';
  const offered = isRunning ? WHILE_RUNNING.filter((one) => one !== 'change-assignee' || run.asked.length > 0) : run.state === 'approved' ? [] : (['reactivate'] as const);
  return (
    <li className="run-line">
      <div className="run-what">
        <span className="run-title">
          <Link to={`/apps/${app}/forms/${run.form}/records/${run.record}`}>{run.title || t('runs.untitled')}</Link>
          <StateTag state={run.state} />
          {run.overdue && <span className="tag tag-danger">{t('runs.overdue')}</span>}
        </span>
        <span className="muted run-by">
          {t('runs.by', { name: run.initiator.name, at: showShort(run.since) })}
          {run.ended && ` · ${t('runs.ended', { at: showShort(run.ended) })}`}
        </span>
      </div>
      <div className="run-asked">
        {isRunning && run.asked.length === 0 && <span className="muted">{t('runs.nobody')}</span>}
        {groups(run).map((group) => (
          <span key={group.title}>
            <b>{group.title}</b> {group.names} <span className="muted">{t('runs.waits', { time: waitedFor(group.since, t) })}</span>
          </span>
        ))}
      </div>
      <div className="run-do">
        {offered.length > 0 && (
          <Menu
            items={offered.map((what) => ({ key: what, label: t(`runs.${what}`), danger: what === 'end' }))}
            onChoose={(what) => onSteer(what as Steering)}
            trigger={(props) => (
              <Button {...props} type="text" aria-label={t('runs.steer', { title: run.title })} icon={<Icon name="more" />} />
            )}
          />
        )}
      </div>
    </li>
  );
}

/** Whoever is asked, by node. */
function groups(run: FlowRun): { title: string; names: string; since: string }[] {
  const nodes = [...new Set(run.asked.map((one) => one.node))];
  return nodes.map((node) => {
    const here = run.asked.filter((one) => one.node === node);
    return { title: here[0]?.node_title ?? node, names: here.map((one) => one.member.name).join('、'), since: here[0]?.since ?? '' };
  });
}
