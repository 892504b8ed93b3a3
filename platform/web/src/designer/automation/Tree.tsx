/** The automation as it is drawn: what sets it off, its condition, its steps one below the other. */
import { memo } from 'react';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useT } from '../words';
import { AddSpot } from './AddSpot';
import { CaseCard, StepCard, TriggerCard, WhenCard } from './Cards';
import { useActions, useAutomation, useLit } from './context';
import type { Step } from './document';
import { factsOfStep } from './kind';
import { keyOfCase, keyOfOtherwise } from './tree';

const MOST_CASES = 20;
const NONE: readonly Step[] = [];

export function Tree() {
  const t = useT();
  const steps = useAutomation((state) => state.doc.steps);
  return (
    <div className="fl-tree" role="tree">
      <div className="fl-seq">
        <TriggerCard />
        <i className="fl-line" aria-hidden="true" />
        <WhenCard />
        <Sequence steps={steps} into="" before={t('automation.when')} />
        <span className="au-end">{t('automation.end')}</span>
      </div>
    </div>
  );
}

const Sequence = memo(function Sequence({ steps, into, before }: { steps: readonly Step[]; into: string; before: string }) {
  const words = useWords();
  return (
    <div className="fl-seq">
      <AddSpot place={{ into, index: 0 }} before={before} />
      {steps.map((step, index) => (
        <div className="fl-item" key={step.id}>
          <Part step={step} />
          <AddSpot place={{ into, index: index + 1 }} before={words(factsOfStep(step.type).words)} />
        </div>
      ))}
    </div>
  );
});

function Part({ step }: { step: Step }) {
  const words = useWords();
  if (step.cases) return <Fork step={step} />;
  if (step.steps) {
    return (
      <div className="fl-repeat">
        <StepCard step={step} />
        <Sequence steps={step.steps} into={step.id} before={words(factsOfStep(step.type).words)} />
      </div>
    );
  }
  return <StepCard step={step} />;
}

function Fork({ step }: { step: Step }) {
  const t = useT();
  const words = useWords();
  const actions = useActions();
  const lit = useLit();
  const rest = keyOfOtherwise(step.id);
  return (
    <div className="fl-fork">
      <StepCard step={step} />
      <button type="button" className="au-case-add" disabled={step.cases!.length >= MOST_CASES} onClick={(event) => (event.stopPropagation(), actions().addCase(step.id))}>
        <Icon name="add" size={12} />
        {t('way.add_condition')}
      </button>
      <div className="fl-ways">
        {step.cases!.map((one, index) => (
          <section className="fl-way" key={index}>
            <i className="fl-bar is-top" aria-hidden="true" />
            <CaseCard step={step} at={one} index={index} />
            <Sequence steps={one.steps} into={keyOfCase(step.id, index)} before={words(one.title) || t('flow.way', { n: index + 1 })} />
            <span className="fl-stretch" aria-hidden="true" />
            <i className="fl-bar is-bottom" aria-hidden="true" />
          </section>
        ))}
        <section className="fl-way">
          <i className="fl-bar is-top" aria-hidden="true" />
          <article className={['fl-waycard is-else', lit === null ? '' : lit.has(rest) ? 'is-passed' : 'is-unlit'].join(' ')}>
            <header>
              <b>{t('flow.otherwise')}</b>
            </header>
            <p>{t('way.else')}</p>
          </article>
          <Sequence steps={step.otherwise ?? NONE} into={rest} before={t('flow.otherwise')} />
          <span className="fl-stretch" aria-hidden="true" />
          <i className="fl-bar is-bottom" aria-hidden="true" />
        </section>
      </div>
    </div>
  );
}
