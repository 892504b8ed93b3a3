/** The settings of what is selected: a node, a way, or the flow itself. */
import { Button, Switch } from 'antd';
import { Conditions } from '../lib/Conditions';
import { Labelled } from '../lib/Labelled';
import { useNamed } from '../lib/names';
import { WordsInput } from '../lib/WordsInput';
import { useWords } from '@/ui/hooks';
import { Icon, NamedIcon } from '@/ui/icons';
import { useT } from '../words';
import { useFlow, useFlowActions, useProblemsOf } from './context';
import type { FlowNode, Way } from './document';
import { FlowSettingsPanel } from './FlowSettings';
import { factsOf } from './kind';
import { nodePanel } from './kinds';
import { Note } from './panels/Note';
import { useRemoveTarget } from './remove';
import { isElse, isFixed, keyOfWay, nodeOf, wayOf, waysOf } from './tree';

export function Panel() {
  const t = useT();
  const selected = useFlow((state) => state.selected);
  const doc = useFlow((state) => state.doc);
  const node = selected === null ? undefined : nodeOf(doc, selected);
  const way = selected === null ? undefined : wayOf(doc, selected);
  return (
    <aside className="fd-props fl-props" aria-label={t('panel.label')}>
      {node ? <NodePanel key={node.id} node={node} isFixed={isFixed(doc, node.id)} /> : way ? <WayPanel key={selected} {...way} /> : <FlowSettingsPanel />}
    </aside>
  );
}

function NodePanel({ node, isFixed: fixed }: { node: FlowNode; isFixed: boolean }) {
  const t = useT();
  const words = useWords();
  const actions = useFlowActions();
  const facts = factsOf(node.type);
  const Settings = nodePanel(node.type);
  const patch = (changes: Readonly<Record<string, unknown>>) => actions().patch(node.id, changes);
  return (
    <>
      <Head icon={facts.icon} name={words(facts.words)} target={node.id} canCopy={!fixed && node.type !== 'end'} canRemove={!fixed} />
      <Problems target={node.id} />
      <Labelled name={t('panel.title')}>{(id) => <WordsInput id={id} value={node.title} placeholder={words(facts.words)} onChange={(title) => patch({ title })} />}</Labelled>
      <Settings node={node} patch={patch} />
    </>
  );
}

function WayPanel({ node, way, index }: { node: FlowNode; way: Way; index: number }) {
  const t = useT();
  const named = useNamed();
  const actions = useFlowActions();
  const target = keyOfWay(node.id, way.id);
  const isRest = isElse(node, index);
  const last = waysOf(node).length - 1;
  const patch = (changes: Readonly<Record<string, unknown>>) => actions().patch(target, changes);
  return (
    <>
      <Head icon="branches" name={t(node.clocks ? 'way.clock_name' : node.type === 'parallel' ? 'way.name' : 'way.condition')} target={target} canCopy={!isRest} canRemove={!isRest && (node.clocks === undefined || last > 0)} />
      <Problems target={target} />
      <Labelled name={t('panel.title')}>{(id) => <WordsInput id={id} value={way.title} onChange={(title) => patch({ title })} />}</Labelled>
      {isRest && <Note words={node.type === 'branch' ? 'way.else_help' : 'way.else_help_inclusive'} />}
      {node.clocks && <Labelled name={t('way.stops')} hint={t('way.stops_hint')} isBeside>{(id) => <Switch id={id} size="small" checked={way.stops ?? false} onChange={(on) => patch({ stops: on || undefined })} />}</Labelled>}
      {!isRest && !node.clocks && node.type !== 'parallel' && <Labelled name={t('way.when')} hint={t('way.when_hint')}>{() => <Conditions value={way.when} left={named} right={named} onChange={(when) => patch({ when: when ?? { cond: [] } })} />}</Labelled>}
      {!isRest && (
        <Labelled name={t(node.type === 'branch' ? 'way.order' : 'way.place')}>
          {() => (
            <span className="fd-row">
              <Button size="small" icon={<Icon name="arrow_left" size={13} />} disabled={index === 0} onClick={() => actions().moveWay(node.id, index, index - 1)}>{t('way.forward')}</Button>
              <Button size="small" disabled={index >= last || isElse(node, index + 1)} onClick={() => actions().moveWay(node.id, index, index + 1)}>
                {t('way.back')} <Icon name="arrow_right" size={13} />
              </Button>
            </span>
          )}
        </Labelled>
      )}
    </>
  );
}

interface HeadProps {
  icon: string;
  name: string;
  target: string;
  canCopy: boolean;
  canRemove: boolean;
}

function Head({ icon, name, target, canCopy, canRemove }: HeadProps) {
  const t = useT();
  const actions = useFlowActions();
  const remove = useRemoveTarget();
  return (
    <header className="fd-props-head">
      <NamedIcon name={icon} size={15} />
      <span>{name}</span>
      <span className="fd-bar-space" />
      {canCopy && (
        <button type="button" className="icon-button" aria-label={t('tools.duplicate')} title={t('tools.duplicate')} onClick={() => actions().duplicate(target)}>
          <Icon name="copy" size={14} />
        </button>
      )}
      {canRemove && (
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
