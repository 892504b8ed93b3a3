/** The cards of the drawing: what sets it off, its condition, a step, a case. */
import { memo, useCallback, type ReactNode } from 'react';
import { useWords } from '@/ui/hooks';
import { Icon, NamedIcon } from '@/ui/icons';
import type { SourceData } from '../lib/tree-drop';
import { useDragSource } from '../lib/dnd';
import { NamedProvider } from '../lib/names';
import { useWayDrag } from '../lib/way-drag';
import { useT } from '../words';
import { useAutomation, useReading, useScope } from './context';
import { TRIGGER, WHEN, type Case, type Step } from './document';
import { factsOfStep, factsOfTrigger } from './kind';
import { useAutomationSay } from './say';
import { stepKinds } from './steps';
import { keyOfCase } from './tree';
import { triggerKinds } from './triggers';
import { useCard } from './use-card';

type Card = ReturnType<typeof useCard>;

export function TriggerCard() {
  const { named } = useReading();
  return (
    <NamedProvider value={named(useScope(TRIGGER))}>
      <TriggerFace />
    </NamedProvider>
  );
}

function TriggerFace() {
  const t = useT();
  const words = useWords();
  const say = useAutomationSay();
  const trigger = useAutomation((state) => state.doc.trigger);
  const card = useCard(TRIGGER);
  const facts = factsOfTrigger(trigger.type);
  const name = words(facts.words);
  return (
    <article ref={card.element} className={['fl-card', 'au-card', 'is-trigger', ...card.classes].filter(Boolean).join(' ')} aria-label={t('automation.trigger_card', { name })} {...card.given}>
      <Head icon={facts.icon} name={name} card={card} tag={t('automation.trigger')} />
      <Lines said={triggerKinds.get(trigger.type).say(trigger, say)} card={card} />
    </article>
  );
}

export function WhenCard() {
  const { named } = useReading();
  return (
    <NamedProvider value={named(useScope(TRIGGER))}>
      <WhenFace />
    </NamedProvider>
  );
}

function WhenFace() {
  const t = useT();
  const say = useAutomationSay();
  const when = useAutomation((state) => state.doc.when);
  const card = useCard(WHEN);
  const said = say.condition(when);
  return (
    <article ref={card.element} className={['fl-card', 'au-card', 'is-when', said ? '' : 'is-empty-rule', ...card.classes].filter(Boolean).join(' ')} aria-label={t('automation.when_card', { rule: said || t('automation.always') })} {...card.given}>
      <Head icon="filter" name={t('automation.when')} card={card} />
      <Lines said={[said || t('automation.always')]} card={card} />
    </article>
  );
}

export const StepCard = memo(function StepCard({ step }: { step: Step }) {
  const { named } = useReading();
  return (
    <NamedProvider value={named(useScope(step.id))}>
      <StepFace step={step} />
    </NamedProvider>
  );
});

function StepFace({ step }: { step: Step }) {
  const t = useT();
  const words = useWords();
  const say = useAutomationSay();
  const { numbers } = useReading();
  const card = useCard(step.id);
  const { element } = card;
  const { ref: drag, isDragging } = useDragSource(`node:${step.id}`, { node: step.id } satisfies SourceData);
  const hold = useCallback(
    (found: HTMLElement | null) => {
      element.current = found;
      drag(found);
    },
    [element, drag],
  );
  const facts = factsOfStep(step.type);
  const kind = stepKinds.get(step.type);
  const name = words(facts.words);
  const n = numbers.get(step.id) ?? 0;
  return (
    <article ref={hold} className={['fl-card', 'au-card', `is-${kind.group}`, isDragging ? 'is-dragging' : '', ...card.classes].filter(Boolean).join(' ')} aria-label={t('automation.step_card', { n, name })} {...card.given}>
      <Head icon={facts.icon} name={name} n={n} card={card} />
      <Lines said={kind.say(step, say).filter(Boolean)} card={card} />
    </article>
  );
}

export function CaseCard({ step, at, index }: { step: Step; at: Case; index: number }) {
  const t = useT();
  const words = useWords();
  const { named } = useReading();
  const scope = useScope(step.id);
  const key = keyOfCase(step.id, index);
  const card = useCard(key);
  const { element } = card;
  const { ref: drag, isOver, isDragging } = useWayDrag(key, { of: step.id, index });
  const hold = useCallback(
    (found: HTMLElement | null) => {
      element.current = found;
      drag(found);
    },
    [element, drag],
  );
  const name = words(at.title) || t('flow.way', { n: index + 1 });
  return (
    <NamedProvider value={named(scope)}>
      <article ref={hold} className={['fl-waycard', isOver ? 'is-over' : '', isDragging ? 'is-dragging' : '', ...card.classes].filter(Boolean).join(' ')} aria-label={t('automation.case_card', { name })} {...card.given}>
        <header>
          <b>{name}</b>
          <small>{t('way.priority', { n: index + 1 })}</small>
          <Wrong card={card} />
        </header>
        <CaseRule at={at} />
      </article>
    </NamedProvider>
  );
}

function CaseRule({ at }: { at: Case }) {
  const t = useT();
  const say = useAutomationSay();
  return <p>{say.condition(at.when) || t('way.no_condition')}</p>;
}

function Head({ icon, name, n, tag, card }: { icon: string; name: string; n?: number; tag?: string; card: Card }) {
  return (
    <header>
      {n !== undefined && <span className="au-number">{n}</span>}
      <NamedIcon name={icon} size={14} />
      <b>{name}</b>
      {tag && <small>{tag}</small>}
      <Wrong card={card} />
    </header>
  );
}

function Wrong({ card }: { card: Card }): ReactNode {
  if (card.problems.length === 0) return null;
  return (
    <span className="fl-wrong" title={card.problems.map((one) => one.message).join('\n')}>
      <Icon name="error" size={14} />
    </span>
  );
}

/** Its rule, and what a trial found. */
function Lines({ said, card }: { said: readonly string[]; card: Card }) {
  return (
    <>
      {said.map((line, n) => (
        <p key={n}>{line}</p>
      ))}
      {card.lines.length > 0 && (
        <ul className="au-lit">
          {card.lines.map((line, n) => (
            <li key={n}>{line}</li>
          ))}
        </ul>
      )}
    </>
  );
}
