/** What people can do here: each button on or off, by another name, with what it asks for. */
import { Checkbox, Select, Switch } from 'antd';
import { useState } from 'react';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Labelled } from '../../lib/Labelled';
import { WordsInput } from '../../lib/WordsInput';
import { without } from '../../lib/without';
import { useT } from '../../words';
import { useFlow } from '../context';
import type { ActionSetting, Asked } from '../document';
import { actionFacts, factsOf } from '../kind';
import { walk } from '../tree';

const ASKED: readonly Asked[] = ['none', 'optional', 'required'];
const USUAL = { comment: 'optional', attachments: 'optional', signature: 'none' } as const;
const WHERE = ['before', 'after', 'parallel'] as const;

interface ActionsTableProps {
  actions: Record<string, ActionSetting> | undefined;
  answers: readonly string[];
  /** The node itself: nobody returns there. */
  self: string;
  onChange: (actions: Record<string, ActionSetting> | undefined) => void;
}

export function ActionsTable({ actions = {}, answers, self, onChange }: ActionsTableProps) {
  const t = useT();
  const words = useWords();
  const [open, setOpen] = useState('');
  const offered = actionFacts.filter((one) => !one.is_answer || answers.includes(one.name));
  const patch = (name: string, changes: ActionSetting) => {
    const next = Object.fromEntries(Object.entries({ ...actions[name], ...changes }).filter(([, value]) => value !== undefined));
    const rest = without(actions, name);
    const all = Object.keys(next).length > 0 ? { ...rest, [name]: next } : rest;
    onChange(Object.keys(all).length > 0 ? all : undefined);
  };
  return (
    <ul className="fl-actions">
      {offered.map(({ name, on }) => {
        const given = actions[name] ?? {};
        const isOn = given.on ?? on;
        const title = words(given.title) || t(`act.${name}`);
        const isOpen = open === name && isOn;
        return (
          <li key={name}>
            <div className="fd-row">
              <button type="button" className="fl-action-name" aria-expanded={isOpen} disabled={!isOn} onClick={() => setOpen(isOpen ? '' : name)}>
                <Icon name={isOpen ? 'chevron_down' : 'chevron_right'} size={13} />
                {title}
                {title !== t(`act.${name}`) && <small>{t(`act.${name}`)}</small>}
              </button>
              <Switch size="small" aria-label={title} checked={isOn} disabled={name === 'approve' || name === 'handle'} onChange={(next) => patch(name, { on: next === on ? undefined : next } as ActionSetting)} />
            </div>
            {isOpen && <Details name={name} given={given} self={self} patch={(changes) => patch(name, changes)} />}
          </li>
        );
      })}
    </ul>
  );
}

function Details({ name, given, self, patch }: { name: string; given: ActionSetting; self: string; patch: (changes: ActionSetting) => void }) {
  const t = useT();
  const unset = <T,>(value: T, usual: T): T | undefined => (value === usual ? undefined : value);
  return (
    <div className="fl-action">
      <Labelled name={t('act.rename')}>{(id) => <WordsInput id={id} value={given.title} placeholder={t(`act.${name}`)} onChange={(title) => patch({ title } as ActionSetting)} />}</Labelled>
      {(['comment', 'attachments', 'signature'] as const).map((what) => (
        <Labelled key={what} name={t(`act.${what}`)} isBeside>
          {(id) => <Select id={id} size="small" popupMatchSelectWidth={false} value={given[what] ?? USUAL[what]} options={ASKED.map((one) => ({ value: one, label: t(`act.asked_${one}`) }))} onChange={(next: Asked) => patch({ [what]: unset<Asked>(next, USUAL[what]) })} />}
        </Labelled>
      ))}
      {name === 'return' && <ReturnTo given={given} self={self} patch={patch} />}
      {name === 'add_sign' && (
        <Labelled name={t('act.where')}>
          {() => <Checkbox.Group value={given.where ?? [...WHERE]} options={WHERE.map((one) => ({ value: one, label: t(`act.where_${one}`) }))} onChange={(next) => patch({ where: next.length === WHERE.length ? undefined : next } as ActionSetting)} />}
        </Labelled>
      )}
    </div>
  );
}

function ReturnTo({ given, self, patch }: { given: ActionSetting; self: string; patch: (changes: ActionSetting) => void }) {
  const t = useT();
  const words = useWords();
  const nodes = useFlow((state) => state.doc.nodes);
  const asked = walk(nodes).map(({ node }) => node).filter((node) => node.id !== self && factsOf(node.type).answers.length > 0);
  const { to = 'passed' } = given;
  const kind = Array.isArray(to) ? 'nodes' : to;
  return (
    <>
      <Labelled name={t('act.to')}>
        {(id) => (
          <div className="fd-rows">
            <Select id={id} size="small" value={kind} options={(['passed', 'previous', 'initiator', 'nodes'] as const).map((one) => ({ value: one, label: t(`act.to_${one}`) }))} onChange={(next: string) => patch({ to: next === 'nodes' ? [] : next === 'passed' ? undefined : next } as ActionSetting)} />
            {Array.isArray(to) && <Select size="small" mode="multiple" aria-label={t('act.to_nodes')} value={to} options={asked.map((node) => ({ value: node.id, label: words(node.title) || words(factsOf(node.type).words) }))} onChange={(next: string[]) => patch({ to: next })} />}
          </div>
        )}
      </Labelled>
      <Labelled name={t('act.after')}>
        {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={given.after ?? 'replay'} options={(['replay', 'direct', 'choose'] as const).map((one) => ({ value: one, label: t(`act.after_${one}`) }))} onChange={(next: 'replay' | 'direct' | 'choose') => patch({ after: next === 'replay' ? undefined : next } as ActionSetting)} />}
      </Labelled>
    </>
  );
}
