/** Steps as a list that opens where it is clicked: in a node of a flow, whose panel is narrow. */
import { Button } from 'antd';
import { produce } from 'immer';
import { useState } from 'react';
import { useWords } from '@/ui/hooks';
import { Icon, NamedIcon } from '@/ui/icons';
import { NamedProvider } from '../lib/names';
import { useT } from '../words';
import { AddMenu } from './AddSpot';
import { ReadingProvider, useReading, useScope } from './context';
import type { Case, Step } from './document';
import { factsOfStep } from './kind';
import { CaseSettings, StepSettings } from './Panel';
import { useReadingOf } from './reading';
import { useAutomationSay } from './say';
import type { Shape } from './shape';
import { useShapes } from './shapes';
import { stepKinds } from './steps';
import { freshCase, nudgeStep, removeFrom } from './store';
import { caseOf, keyOfCase, keyOfOtherwise, listAt, stepOf, type Steps } from './tree';
import { assign } from '../lib/history';
import './automation.css';

interface OutlineProps {
  steps: readonly Step[];
  /** What the steps read first: the record on its way. */
  subject: Shape;
  onChange: (steps: Step[]) => void;
}

export function Outline({ steps, subject, onChange }: OutlineProps) {
  const shapes = useShapes(null, steps);
  const reading = useReadingOf(steps, subject, shapes);
  const [open, setOpen] = useState<string | null>(null);
  const edit = (change: (doc: Steps) => void) => onChange(produce({ steps: [...steps] }, change).steps);
  return (
    <ReadingProvider value={reading}>
      <List steps={steps} into="" tools={{ open, setOpen, edit, all: steps }} />
    </ReadingProvider>
  );
}

interface Tools {
  open: string | null;
  setOpen: (id: string | null) => void;
  edit: (change: (doc: Steps) => void) => void;
  all: readonly Step[];
}

function List({ steps, into, tools }: { steps: readonly Step[]; into: string; tools: Tools }) {
  const t = useT();
  const add = (step: Step) => {
    tools.edit((doc) => void listAt(doc, into).push(step));
    tools.setOpen(step.id);
  };
  return (
    <ol className="au-outline">
      {steps.map((step, at) => (
        <Item key={step.id} step={step} isFirst={at === 0} isLast={at === steps.length - 1} isOnly={into === '' && steps.length === 1} tools={tools} />
      ))}
      <AddMenu
        doc={() => ({ steps: [...tools.all] })}
        onAdd={add}
        trigger={(opened) => (
          <Button size="small" type="link" icon={<Icon name="add" size={13} />} {...opened}>
            {t('automation.outline_add')}
          </Button>
        )}
      />
    </ol>
  );
}

function Item({ step, isFirst, isLast, isOnly, tools }: { step: Step; isFirst: boolean; isLast: boolean; isOnly: boolean; tools: Tools }) {
  const t = useT();
  const words = useWords();
  const { named, numbers } = useReading();
  const scope = useScope(step.id);
  const n = numbers.get(step.id);
  const isOpen = tools.open === step.id;
  const facts = factsOfStep(step.type);
  const nudge = (by: 1 | -1) => tools.edit((doc) => nudgeStep(doc, step.id, by));
  return (
    <li>
      <header className="au-outline-head">
        <button type="button" aria-expanded={isOpen} onClick={() => tools.setOpen(isOpen ? null : step.id)}>
          <Icon name={isOpen ? 'chevron_down' : 'chevron_right'} size={13} />
          <span className="au-number">{n}</span>
          <NamedIcon name={facts.icon} size={14} />
          <b>{words(facts.words)}</b>
        </button>
        <button type="button" className="icon-button" disabled={isFirst} aria-label={t('automation.outline_up', { n })} onClick={() => nudge(-1)}>
          <Icon name="chevron_up" size={14} />
        </button>
        <button type="button" className="icon-button" disabled={isLast} aria-label={t('automation.outline_down', { n })} onClick={() => nudge(1)}>
          <Icon name="chevron_down" size={14} />
        </button>
        <button type="button" className="icon-button" disabled={isOnly} aria-label={t('automation.outline_remove', { n })} onClick={() => tools.edit((doc) => removeFrom(doc, step.id))}>
          <Icon name="close" size={13} />
        </button>
      </header>
      {isOpen ? (
        <div className="au-outline-body">
          <StepSettings step={step} patch={(changes) => tools.edit((doc) => assign(stepOf(doc, step.id)!, changes))} />
        </div>
      ) : (
        <NamedProvider value={named(scope)}>
          <Said step={step} />
        </NamedProvider>
      )}
      {step.steps && (
        <div className="au-outline-way">
          <List steps={step.steps} into={step.id} tools={tools} />
        </div>
      )}
      {step.cases && <Cases step={step} cases={step.cases} tools={tools} />}
    </li>
  );
}

function Said({ step }: { step: Step }) {
  const say = useAutomationSay();
  return stepKinds
    .get(step.type)
    .say(step, say)
    .filter(Boolean)
    .map((line, n) => (
      <p className="au-outline-way" key={n}>
        {line}
      </p>
    ));
}

function Cases({ step, cases, tools }: { step: Step; cases: readonly Case[]; tools: Tools }) {
  const t = useT();
  return (
    <>
      {cases.map((at, index) => {
        const key = keyOfCase(step.id, index);
        return (
          <section className="au-outline-way" key={index} aria-label={t('flow.way', { n: index + 1 })}>
            <CaseSettings step={step} at={at} onPut={(changes) => tools.edit((doc) => assign(caseOf(doc, key)!.at as unknown as Record<string, unknown>, changes))} />
            <List steps={at.steps} into={key} tools={tools} />
          </section>
        );
      })}
      <section className="au-outline-way">
        <Button size="small" type="link" icon={<Icon name="add" size={13} />} onClick={() => tools.edit((doc) => void stepOf(doc, step.id)!.cases!.push(freshCase()))}>
          {t('way.add_condition')}
        </Button>
        <b>{t('flow.otherwise')}</b>
        <List steps={step.otherwise ?? []} into={keyOfOtherwise(step.id)} tools={tools} />
      </section>
    </>
  );
}
