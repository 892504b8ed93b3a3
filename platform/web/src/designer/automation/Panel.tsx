/** The settings of what is selected: what sets it off, the condition, a step, a case, or the automation itself. */
import { Button, Select } from 'antd';
import { useWords } from '@/ui/hooks';
import { Icon, NamedIcon } from '@/ui/icons';
import { Conditions } from '../lib/Conditions';
import { Labelled } from '../lib/Labelled';
import { NamedProvider, useNamed } from '../lib/names';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { useActions, useAutomation, useProblemsOf, useReading, useScope } from './context';
import { TRIGGER, WHEN, type Case, type Step } from './document';
import { factsOfStep, factsOfTrigger, triggerTypes } from './kind';
import { useRemoveTarget } from './remove';
import { Settings } from './Settings';
import { stepPanel } from './steps';
import { caseOf, keyOfCase, stepOf } from './tree';
import { triggerKinds, triggerPanel } from './triggers';

export function Panel() {
  const t = useT();
  const selected = useAutomation((state) => state.selected);
  const doc = useAutomation((state) => state.doc);
  const step = selected === null ? undefined : stepOf(doc, selected);
  const found = selected === null ? undefined : caseOf(doc, selected);
  return (
    <aside className="fd-props fl-props" aria-label={t('automation.panel')}>
      {selected === TRIGGER ? <TriggerPanel /> : selected === WHEN ? <WhenPanel /> : step ? <StepPanel key={step.id} step={step} /> : found ? <CasePanel key={selected} {...found} /> : <Settings />}
    </aside>
  );
}

function TriggerPanel() {
  const t = useT();
  const words = useWords();
  const actions = useActions();
  const { named } = useReading();
  const scope = useScope(TRIGGER);
  const trigger = useAutomation((state) => state.doc.trigger);
  const Own = triggerPanel(trigger.type);
  const facts = factsOfTrigger(trigger.type);
  const choose = (type: string) => actions().setTrigger({ type, ...triggerKinds.get(type).create(trigger.form ?? '') });
  return (
    <NamedProvider value={named(scope)}>
      <Head icon={facts.icon} name={t('automation.trigger')} />
      <Problems target={TRIGGER} />
      <Labelled name={t('automation.trigger_type')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} listHeight={420} value={trigger.type} options={ranked().map((one) => ({ value: one.name, label: words(one.words) }))} onChange={choose} />}</Labelled>
      <Own key={trigger.type} trigger={trigger} patch={(changes) => actions().patch(TRIGGER, changes)} />
    </NamedProvider>
  );
}

const ORDER = ['record_created', 'record_changed', 'record_deleted', 'record_approved', 'state_changed', 'flow_event', 'button', 'schedule', 'record_date', 'aggregate_threshold', 'ledger_threshold', 'http_received'];
const ranked = () => [...triggerTypes()].sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));

function WhenPanel() {
  const t = useT();
  const actions = useActions();
  const { named } = useReading();
  const here = named(useScope(TRIGGER));
  const when = useAutomation((state) => state.doc.when);
  return (
    <>
      <Head icon="filter" name={t('automation.when')} />
      <Problems target={WHEN} />
      <Labelled name={t('automation.when_name')} hint={t('automation.when_hint')}>{() => <Conditions value={when} left={here} right={here} onChange={(next) => actions().patchWhole({ when: next })} />}</Labelled>
    </>
  );
}

function StepPanel({ step }: { step: Step }) {
  const words = useWords();
  const actions = useActions();
  const facts = factsOfStep(step.type);
  return (
    <>
      <Head icon={facts.icon} name={words(facts.words)} target={step.id} />
      <Problems target={step.id} />
      <StepSettings step={step} patch={(changes) => actions().patch(step.id, changes)} />
    </>
  );
}

/** What a step may read is said once, around its settings: in a node of a flow too. */
export function StepSettings({ step, patch }: { step: Step; patch: (changes: Readonly<Record<string, unknown>>) => void }) {
  const { named } = useReading();
  const scope = useScope(step.id);
  const Own = stepPanel(step.type);
  return (
    <NamedProvider value={named(scope)}>
      <Own step={step} patch={patch} />
    </NamedProvider>
  );
}

function CasePanel({ step, at, index }: { step: Step; at: Case; index: number }) {
  const t = useT();
  const actions = useActions();
  const target = keyOfCase(step.id, index);
  return (
    <>
      <Head icon="branches" name={t('way.condition')} target={target} canRemove={step.cases!.length > 1} />
      <Problems target={target} />
      <CaseSettings step={step} at={at} onPut={(changes) => actions().patch(target, changes)} />
      <Labelled name={t('way.order')}>
        {() => (
          <span className="fd-row">
            <Button size="small" icon={<Icon name="arrow_left" size={13} />} disabled={index === 0} onClick={() => actions().nudge(target, -1)}>{t('way.forward')}</Button>
            <Button size="small" disabled={index >= step.cases!.length - 1} onClick={() => actions().nudge(target, 1)}>
              {t('way.back')} <Icon name="arrow_right" size={13} />
            </Button>
          </span>
        )}
      </Labelled>
    </>
  );
}

export function CaseSettings({ step, at, onPut }: { step: Step; at: Case; onPut: (changes: Readonly<Record<string, unknown>>) => void }) {
  const { named } = useReading();
  return (
    <NamedProvider value={named(useScope(step.id))}>
      <CaseFields at={at} onPut={onPut} />
    </NamedProvider>
  );
}

function CaseFields({ at, onPut }: { at: Case; onPut: (changes: Readonly<Record<string, unknown>>) => void }) {
  const t = useT();
  const named = useNamed();
  return (
    <>
      <Labelled name={t('panel.title')}>{(id) => <WordsInput id={id} value={at.title} onChange={(title) => onPut({ title })} />}</Labelled>
      <Labelled name={t('way.when')} hint={t('way.when_hint')}>{() => <Conditions value={at.when} left={named} right={named} onChange={(when) => onPut({ when: when ?? { cond: [] } })} />}</Labelled>
    </>
  );
}

function Head({ icon, name, target, canRemove = true }: { icon: string; name: string; target?: string; canRemove?: boolean }) {
  const t = useT();
  const actions = useActions();
  const remove = useRemoveTarget();
  return (
    <header className="fd-props-head">
      <NamedIcon name={icon} size={15} />
      <span>{name}</span>
      <span className="fd-bar-space" />
      {target !== undefined && (
        <button type="button" className="icon-button" aria-label={t('tools.duplicate')} title={t('tools.duplicate')} onClick={() => actions().duplicate(target)}>
          <Icon name="copy" size={14} />
        </button>
      )}
      {target !== undefined && canRemove && (
        <button type="button" className="icon-button" aria-label={t('tools.delete')} title={t('tools.delete')} onClick={() => remove(target)}>
          <Icon name="delete" size={14} />
        </button>
      )}
    </header>
  );
}

function Problems({ target }: { target: string | null }) {
  return useProblemsOf(target).map((problem) => (
    <div className="fd-problem" role="alert" key={problem.path + problem.code}>
      <Icon name="error" size={14} />
      {problem.message}
    </div>
  ));
}
