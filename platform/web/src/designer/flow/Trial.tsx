/** Tries the draft on records that exist: the way each would take, whom it would ask, what is never reached. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { api, url } from '@/core/api';
import { Icon } from '@/ui/icons';
import { Failed } from '@/ui/notice';
import { useT } from '../words';
import type { Simulation, Tried } from './types';

export function Trial({ app, flow }: { app: string; flow: string }) {
  const t = useT();
  const trial = useMutation({ mutationFn: () => api.post<Simulation>(url`/apps/${app}/flows/${flow}/simulate`, { records: 20 }) });
  return (
    <div className="flow-trial">
      <div className="flow-bar">
        <p className="muted">{t('flow.trial_more')}</p>
        <Button type="primary" loading={trial.isPending} onClick={() => trial.mutate()}>
          {t('flow.try')}
        </Button>
      </div>
      {trial.isError && <Failed error={trial.error} onRetry={() => trial.mutate()} />}
      {trial.data && <Found found={trial.data} />}
    </div>
  );
}

function Found({ found }: { found: Simulation }) {
  const t = useT();
  if (found.problems.length > 0) {
    return (
      <ul className="flow-problems">
        {found.problems.map((one) => (
          <li key={`${one.path}/${one.code}`}>
            <Icon name="error" size={14} />
            <span>{one.message}</span>
            <code>{one.path}</code>
          </li>
        ))}
      </ul>
    );
  }
  if (found.tried.length === 0) return <p className="muted flow-none">{t('flow.no_records')}</p>;
  const never = found.reached.filter((node) => node.records === 0 && node.type !== 'end');
  const empty = found.tried.filter((one) => one.steps.some((step) => step.empty)).length;
  return (
    <>
      <dl className="flow-facts">
        <div>
          <dt>{t('flow.records')}</dt>
          <dd>{found.tried.length}</dd>
        </div>
        <div className={empty ? 'is-warn' : ''}>
          <dt>{t('flow.nobody')}</dt>
          <dd>{empty}</dd>
        </div>
        <div className={never.length ? 'is-warn' : ''}>
          <dt>{t('flow.never')}</dt>
          <dd>{never.length}</dd>
        </div>
      </dl>
      {never.length > 0 && <p className="flow-hint">{t('flow.never_more', { nodes: never.map((node) => node.title).join('、') })}</p>}
      <ol className="flow-tried">
        {found.tried.map((one) => (
          <Line key={one.record} tried={one} />
        ))}
      </ol>
    </>
  );
}

function Line({ tried }: { tried: Tried }) {
  const t = useT();
  const [open, setOpen] = useState(false);
  const asked = tried.steps.filter((step) => step.people.length > 0 || step.empty);
  return (
    <li>
      <button type="button" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? 'chevron_down' : 'chevron_right'} size={14} />
        <b>{tried.title || tried.record}</b>
        <span className="muted">{tried.initiator}</span>
        <span className="flow-path">{asked.map((step) => step.title).join(' → ') || t('flow.nobody_asked')}</span>
        <span className={`flow-outcome is-${tried.outcome}`}>{t(`flow.outcome_${tried.outcome}`)}</span>
      </button>
      {open && (
        <ol className="flow-steps">
          {asked.map((step, n) => (
            <li key={`${step.node}/${n}`} className={step.empty ? 'is-warn' : ''}>
              <b>{step.title}</b>
              <span>{step.people.join('、')}</span>
              {step.empty && <em>{t(`flow.empty_${step.empty}`)}</em>}
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}
