/** One run in words: the outcome first, and behind it what it saw and what each step did. */
import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import { showMoment } from '@/core/moments';
import { Icon, type IconName } from '@/ui/icons';
import { bring } from '@/locales';
import words from './automations.words.json';
import type { AutomationRun, Outcome, RunStep } from './wire';

bring(words);

const TAGS: Record<Outcome, string> = { done: 'tag tag-good', skipped: 'tag', failed: 'tag tag-danger', undone: 'tag tag-warn', retried: 'tag' };
const STEP_ICONS: Record<RunStep['outcome'], IconName> = { done: 'check', waiting: 'history', failed: 'error', dropped: 'close', foreseen: 'history' };

interface RunProps {
  app: string;
  form: string;
  run: AutomationRun;
  onRetry?: (() => void) | undefined;
  isRetrying?: boolean;
}

export function Run({ app, form, run, onRetry, isRetrying = false }: RunProps) {
  const { t } = useTranslation();
  const id = useId();
  const [isOpen, setOpen] = useState(run.outcome === 'failed');
  const hasMore = run.seen.length > 0 || run.steps.length > 0;
  return (
    <article className="run">
      <header className="run-head">
        <button type="button" className="run-toggle" aria-expanded={isOpen} aria-controls={id} disabled={!hasMore} onClick={() => setOpen(!isOpen)}>
          <Icon name={isOpen ? 'chevron_down' : 'chevron_right'} size={14} />
          <span className={TAGS[run.outcome]}>{t(`automations.outcome.${run.outcome}`)}</span>
          <span className="run-text">{rest(run.text, t(`automations.outcome.${run.outcome}`)) || run.steps.slice(0, 3).map((step) => step.text).join(' · ')}</span>
        </button>
        <span className="run-about">
          {run.record && <Link to={`/apps/${app}/forms/${form}/records/${run.record.id}`}>{run.record.title}</Link>}
          {run.about && <span>{run.about}</span>}
          <time className="muted" dateTime={run.at}>{showMoment(run.at)}</time>
        </span>
        {onRetry && <Button size="small" loading={isRetrying} onClick={onRetry}>{t('retry')}</Button>}
      </header>
      {isOpen && <RunBody id={id} run={run} />}
    </article>
  );
}

/** The sentence without the outcome that the tag says already: `未执行：…` → `…`. */
function rest(text: string, outcome: string): string {
  return text.startsWith(outcome) ? text.slice(outcome.length).replace(/^[：:]\s*/, '') : text;
}

export function RunBody({ id, run }: { id?: string; run: AutomationRun }) {
  const { t } = useTranslation();
  return (
    <div className="run-body" id={id}>
      {run.seen.length > 0 && (
        <section>
          <h3>{t('automations.condition')}</h3>
          <ul>
            {run.seen.map((term, i) => (
              <li key={i} className={term.holds ? 'run-good' : 'run-bad'}>
                <Icon name={term.holds ? 'check' : 'close'} size={14} />
                {term.text}
              </li>
            ))}
          </ul>
        </section>
      )}
      {run.steps.length > 0 && (
        <section>
          <h3>{t('automations.steps')}</h3>
          <ul>
            {run.steps.map((step, i) => (
              <li key={i} className={step.outcome === 'failed' ? 'run-bad' : step.outcome === 'done' ? 'run-good' : 'run-later'} style={{ paddingLeft: depthOf(step.place) * 18 }}>
                <Icon name={STEP_ICONS[step.outcome]} size={14} />
                {step.text}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** How deep a step stands: `steps.0.cases.1.steps.2` is inside one other. */
function depthOf(place: string): number {
  return Math.max(0, place.split('.').filter((part) => part === 'steps' || part === 'otherwise').length - 1);
}
