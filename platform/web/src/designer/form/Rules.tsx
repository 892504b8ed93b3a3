/** What is refused when a record is submitted: a condition or a formula each, with its message. */
import { Button, Segmented, Select } from 'antd';
import { useRef } from 'react';
import type { FormDocument, Rule } from '@/core/documents';
import { Icon } from '@/ui/icons';
import { Conditions } from '../lib/Conditions';
import { Labelled } from '../lib/Labelled';
import { useNamed, type Named } from '../lib/names';
import { useFocusNew } from '../lib/use-focus-new';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { useActions, useDoc } from './context';
import { freshId } from './fresh';
import { useProblemsOf } from './problems';
import { SAID_BY_EDITOR } from './settings/Control';
import { FormulaInput } from './settings/FormulaSetting';

const MESSAGE = { 'zh-CN': '请检查填写的内容', en: 'Please check what you filled in' };

export function Rules() {
  const t = useT();
  const doc = useDoc();
  const named = useNamed();
  const actions = useActions();
  const list = doc.rules ?? [];
  const put = (rules: Rule[]) => actions().patchForm({ rules: rules.length > 0 ? rules : undefined } as { rules?: Rule[] });
  const rows = useRef<HTMLDivElement>(null);
  const goOn = useFocusNew(rows, list.length);
  const add = () => {
    goOn();
    const first = named[0];
    const id = freshId('r', list);
    if (first) put([...list, { id, when: { cond: [{ field: first.path, op: 'empty' }] }, code: id.toUpperCase(), message: MESSAGE }]);
  };
  return (
    <Labelled name={t('form.rules')} hint={t('form_set.rules_hint')} isGroup>
      {() => (
        <div className="fd-rows" ref={rows}>
          {list.map((rule, at) => (
            <OneRule key={rule.id} rule={rule} at={at} doc={doc} named={named} onChange={(next) => put(list.map((one, index) => (index === at ? next : one)))} onRemove={() => put(list.filter((_, index) => index !== at))} />
          ))}
          <Button size="small" type="link" icon={<Icon name="add" size={13} />} disabled={named.length === 0} onClick={add}>
            {t('form_set.add_rule')}
          </Button>
        </div>
      )}
    </Labelled>
  );
}

interface OneRuleProps {
  rule: Rule;
  at: number;
  doc: FormDocument;
  named: readonly Named[];
  onChange: (next: Rule) => void;
  onRemove: () => void;
}

function OneRule({ rule, at, doc, named, onChange, onRemove }: OneRuleProps) {
  const t = useT();
  const kind = rule.formula === undefined ? 'when' : 'formula';
  const places = [{ value: '', label: t('form_set.rule_whole') }, ...named.filter((one) => isOwn(one.path, doc)).map((one) => ({ value: one.path, label: one.label }))];
  const choose = (next: 'when' | 'formula') => next !== kind && onChange(next === 'formula' ? { ...without(rule, 'when'), formula: '' } : { ...without(rule, 'formula'), when: { cond: [] } });
  return (
    <div className="fd-rule" role="group" aria-label={t('form_set.rule_n', { n: at + 1 })}>
      <div className="fd-row">
        <Segmented size="small" aria-label={t('form_set.rule_by')} value={kind} options={(['when', 'formula'] as const).map((value) => ({ value, label: t(`form_set.rule_by_${value}`) }))} onChange={choose} />
        <span style={{ flex: 1 }} />
        <button type="button" className="icon-button" aria-label={t('form_set.remove_rule', { n: at + 1 })} onClick={onRemove}>
          <Icon name="delete" size={13} />
        </button>
      </div>
      {kind === 'when' ? <Conditions value={rule.when} left={named} right={named} onChange={(when) => onChange({ ...rule, when: when ?? { cond: [] } })} /> : <FormulaInput path="" value={rule.formula ?? ''} onChange={(formula) => onChange({ ...rule, formula })} />}
      <Problems at={at} kind={kind} />
      <Labelled name={t('form_set.rule_message')}>{(id) => <WordsInput id={id} value={rule.message} onChange={(message) => onChange({ ...rule, message: message ?? {} })} />}</Labelled>
      <Labelled name={t('form_set.rule_field')}>
        {(id) => <Select id={id} size="small" value={rule.field ?? ''} options={places} onChange={(field) => onChange(field ? { ...rule, field } : without(rule, 'field'))} style={{ width: '100%' }} />}
      </Labelled>
    </div>
  );
}

/** What the server says of this one, as it is asked now; the formula's editor says itself what it cannot read. */
function Problems({ at, kind }: { at: number; kind: 'when' | 'formula' }) {
  const place = `rules.${at}`;
  const known = kind === 'formula' ? SAID_BY_EDITOR : [];
  const mine = useProblemsOf(null).filter((one) => [`${place}.${kind}`, `${place}.field`].some((path) => one.path.startsWith(path)) && !known.includes(one.code));
  return mine.map((one) => (
    <div className="fd-error" role="alert" key={one.path + one.code}>
      {one.message}
    </div>
  ));
}

function without(rule: Rule, name: 'when' | 'formula' | 'field'): Rule {
  const next = { ...rule };
  delete next[name];
  return next;
}

/** A field or column of the form, not one behind a reference. */
function isOwn(path: string, doc: FormDocument): boolean {
  const [head, column, ...rest] = path.split('.');
  return rest.length === 0 && (column === undefined || doc.fields.find((field) => field.id === head)?.type === 'subform');
}
