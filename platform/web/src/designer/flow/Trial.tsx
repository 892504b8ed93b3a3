/** Tries the draft on records that exist: the way each would take, whom it would ask, what is never reached. */
import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { api, url } from '@/core/api';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Failed } from '@/ui/notice';
import { useT } from '../words';
import { useFlowDesign, type Light, type Lit } from './context';
import type { FlowNode } from './document';
import { factsOf } from './kind';
import { keyOfWay, nodeOf, targetAt, walk, waysOf } from './tree';
import type { Simulation, Tried } from './wire';
import './words';

interface TrialProps {
  app: string;
  flow: string;
  /** Saves the draft: it is what is tried. */
  flush: () => Promise<number>;
  /** Lights the way of one record in the drawing. */
  onLight: (lit: Lit | null) => void;
  onClose: () => void;
}

const RECORDS = 20;

export function Trial({ app, flow, flush, onLight, onClose }: TrialProps) {
  const t = useT();
  const trial = useMutation({
    mutationFn: async () => {
      await flush();
      return api.post<Simulation>(url`/apps/${app}/flows/${flow}/simulate`, { records: RECORDS });
    },
    onMutate: () => onLight(null),
  });
  return (
    <aside className="fd-props fl-props fl-trial" aria-label={t('flow.trial')}>
      <header className="fd-props-head">
        <Icon name="eye" size={15} />
        <span>{t('flow.trial')}</span>
        <span className="fd-bar-space" />
        <button type="button" className="icon-button" aria-label={t('flow.leave_trial')} onClick={onClose}>
          <Icon name="close" size={14} />
        </button>
      </header>
      <div className="flow-bar">
        <p className="fd-hint">{t('flow.trial_more')}</p>
        <Button type="primary" loading={trial.isPending} onClick={() => trial.mutate()}>
          {t('flow.try')}
        </Button>
      </div>
      {trial.isError && <Failed error={trial.error} onRetry={() => trial.mutate()} />}
      {trial.data && <Found found={trial.data} onLight={onLight} />}
    </aside>
  );
}

function Found({ found, onLight }: { found: Simulation } & Pick<TrialProps, 'onLight'>) {
  const design = useFlowDesign();
  const [open, setOpen] = useState('');
  const t = useT();
  const words = useWords();
  const nameAt = (path: string) => {
    const { doc } = design.getState();
    const node = nodeOf(doc, targetAt(doc, path) ?? '');
    return node ? words(node.title) || words(factsOf(node.type).words) : '';
  };
  if (found.problems.length > 0) {
    return (
      <ul className="flow-problems">
        {found.problems.map((one) => (
          <li key={`${one.path}/${one.code}`}>
            <Icon name="error" size={14} />
            <span>{[nameAt(one.path), one.message].filter(Boolean).join('：')}</span>
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
          <Line
            key={one.record}
            tried={one}
            isOpen={open === one.record}
            onToggle={() => {
              setOpen(open === one.record ? '' : one.record);
              onLight(open === one.record ? null : lightOf(one, design.getState().doc.nodes));
            }}
          />
        ))}
      </ol>
    </>
  );
}

/** The nodes passed, and the ways that led there. Where none of them led on, it was the one way without nodes; of several, which is not known, and none is dimmed. */
export function lightOf(tried: Tried, nodes: readonly FlowNode[]): Lit {
  const lit = new Map<string, Light>(tried.steps.map((step) => [step.node, step.empty ? 'empty' : 'passed']));
  for (const { node } of walk(nodes)) {
    if (!lit.has(node.id)) continue;
    const isFork = node.branches !== undefined;
    const ways = waysOf(node).map((way) => ({ key: keyOfWay(node.id, way.id), nodes: walk(way.nodes ?? []) }));
    const led = ways.filter((way) => way.nodes.some((one) => lit.has(one.node.id)));
    const bare = ways.filter((way) => way.nodes.length === 0);
    const taken = led.length > 0 ? led : isFork && bare.length === 1 ? bare : [];
    for (const way of taken.length > 0 ? taken : ways) lit.set(way.key, taken.length > 0 ? 'passed' : 'perhaps');
  }
  return lit;
}

function Line({ tried, isOpen, onToggle }: { tried: Tried; isOpen: boolean; onToggle: () => void }) {
  const t = useT();
  const asked = tried.steps.filter((step) => step.people.length > 0 || step.empty);
  return (
    <li>
      <button type="button" aria-expanded={isOpen} onClick={onToggle}>
        <Icon name={isOpen ? 'chevron_down' : 'chevron_right'} size={14} />
        <b>{tried.title || tried.record}</b>
        <span className="muted">{tried.initiator}</span>
        <span className="flow-path">{asked.map((step) => step.title).join(' → ') || t('flow.nobody_asked')}</span>
        <span className={`flow-outcome is-${tried.outcome}`}>{t(`flow.outcome_${tried.outcome}`)}</span>
      </button>
      {isOpen && (
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
