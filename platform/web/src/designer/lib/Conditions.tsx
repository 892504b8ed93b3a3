/** A condition, row by row: field, comparison, and a value, another field, or who and when. */
import { Button, Input, Segmented, Select } from 'antd';
import { useId, useRef } from 'react';
import type { Condition, CurrentName, Field, FieldValue, Operator, Term, TermValue } from '@/core/documents';
import { fields } from '@/fields';
import { FieldPlaceProvider } from '@/fields/definition';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useT } from '../words';
import { ManyValues } from './ManyValues';
import type { Named } from './names';
import { useDesignPlace } from './place';
import { useFocusNew } from './use-focus-new';
import { useValueNames, type ValueName } from './value-names';

interface ConditionsProps {
  value: Condition | undefined;
  /** What a row may be about. */
  left: readonly Named[];
  /** What it may be compared with. */
  right: readonly Named[];
  /** The form `left` belongs to: pickers of values ask its records. */
  form?: string;
  onChange: (value: Condition | undefined) => void;
}

export function Conditions({ value, left, right, form, onChange }: ConditionsProps) {
  const place = useDesignPlace();
  return (
    <FieldPlaceProvider value={{ app: place.app, form: form ?? place.form, values: () => ({}) }}>
      <Parts value={value} left={left} right={right} depth={0} onChange={onChange} />
    </FieldPlaceProvider>
  );
}

/** Groups of conditions lie as deep in each other as anybody will read. */
const DEEPEST = 3;

function Parts({ value, left, right, depth, onChange }: Omit<ConditionsProps, 'form'> & { depth: number }) {
  const t = useT();
  const parts = value?.cond ?? [];
  const put = (cond: Condition['cond']) => onChange(cond.length > 0 ? { ...(value?.rel === 'or' ? { rel: 'or' as const } : {}), cond } : undefined);
  const list = useRef<HTMLDivElement>(null);
  const goOn = useFocusNew(list, parts.length);
  const add = () => {
    const first = left[0];
    if (!first) return;
    goOn();
    put([...parts, fresh(first)]);
  };
  const addGroup = () => {
    const first = left[0];
    if (first) put([...parts, { rel: value?.rel === 'or' ? 'and' : 'or', cond: [fresh(first)] }]);
  };
  const change = (at: number, next: Term | Condition) => put(parts.map((one, index) => (index === at ? next : one)));
  const remove = (at: number) => put(parts.filter((_, index) => index !== at));
  return (
      <div className="fd-conditions" ref={list}>
        {parts.length > 1 && (
          <Segmented
            size="small"
            aria-label={t('cond.rel')}
            value={value?.rel ?? 'and'}
            options={[{ value: 'and', label: t('cond.all') }, { value: 'or', label: t('cond.any') }]}
            onChange={(rel) => onChange(rel === 'or' ? { rel, cond: parts } : { cond: parts })}
          />
        )}
        {parts.map((part, at) => (
          <div className={isUnfinished(part) ? 'fd-condition is-unfinished' : 'fd-condition'} key={at} role="group">
            {'cond' in part ? (
              <div className="fd-condition-group">
                {depth < DEEPEST ? <Parts value={part} left={left} right={right} depth={depth + 1} onChange={(next) => (next ? change(at, next) : remove(at))} /> : <span className="fd-muted">{t('cond.nested')}</span>}
              </div>
            ) : (
              <Row term={part} left={left} right={right} onChange={(next) => change(at, next)} />
            )}
            <button type="button" className="icon-button" aria-label={'cond' in part ? t('cond.remove_group', { n: at + 1 }) : t('cond.remove', { n: at + 1 })} onClick={() => remove(at)}>
              <Icon name="close" size={13} />
            </button>
          </div>
        ))}
        {parts.some(isUnfinished) && <div className="fd-error">{t('cond.unfinished')}</div>}
        <span className="fd-condition-adds">
          <Button size="small" type="link" icon={<Icon name="add" size={13} />} disabled={left.length === 0} onClick={add}>
            {t('cond.add')}
          </Button>
          {parts.length > 0 && depth < DEEPEST && (
            <Button size="small" type="link" icon={<Icon name="branches" size={13} />} disabled={left.length === 0} onClick={addGroup}>
              {t('cond.add_group')}
            </Button>
          )}
        </span>
      </div>
  );
}

/** Without its value a condition never holds. */
function isUnfinished(part: Term | Condition): boolean {
  if ('cond' in part || NEEDS_NOTHING.includes(part.op)) return false;
  return part.value === undefined || part.value === null || part.value === '' || (Array.isArray(part.value) && part.value.length === 0);
}

const operatorsOf = (field: Field): readonly Operator[] => fields.get(field.type).operators.filter((op) => op !== 'between');
/** One record or person is meant more often than several. */
const SINGLE: readonly Field['type'][] = ['reference', 'member', 'department'];
const fresh = ({ path, field }: Named): Term => ({ field: path, op: SINGLE.includes(field.type) ? 'eq' : (operatorsOf(field)[0] ?? 'not_empty') });
const NEEDS_NOTHING: readonly Operator[] = ['empty', 'not_empty'];
const MANY: readonly Operator[] = ['in', 'not_in', 'any_of', 'all_of', 'none_of'];

function Row({ term, left, right, onChange }: { term: Term; left: readonly Named[]; right: readonly Named[]; onChange: (term: Term) => void }) {
  const t = useT();
  const chosen = left.find((one) => one.path === term.field);
  const options = left.map((one) => ({ value: one.path, label: one.label }));
  return (
    <div className="fd-condition-parts">
      <Select
        size="small"
        aria-label={t('cond.field')}
        showSearch={BY_LABEL}
        popupMatchSelectWidth={false}
        status={chosen ? '' : 'error'}
        value={chosen ? term.field : t('formula.deleted')}
        options={options}
        onChange={(path) => onChange(fresh(left.find((one) => one.path === path)!))}
      />
      {chosen && (
        <>
          <Select
            size="small"
            aria-label={t('cond.op')}
            value={term.op}
            options={[...new Set([...operatorsOf(chosen.field), term.op])].map((op) => ({ value: op, label: t(`cond.op_${op}`) }))}
            onChange={(op) => onChange(MANY.includes(op) === MANY.includes(term.op) && !NEEDS_NOTHING.includes(op) ? { ...term, op } : { field: term.field, op })}
          />
          {!NEEDS_NOTHING.includes(term.op) && <Right term={term} field={chosen.field} right={right} onChange={(value) => onChange({ field: term.field, op: term.op, value })} />}
        </>
      )}
    </div>
  );
}

const CURRENT: Partial<Record<Field['type'], readonly CurrentName[]>> = {
  date: ['today', 'month_start', 'year_start'],
  datetime: ['now', 'today', 'month_start', 'year_start'],
  member: ['member'],
  department: ['departments', 'departments_below'],
};

/** `=` a field, `@` who or when, else the value itself. */
function Right({ term, field, right, onChange }: { term: Term; field: Field; right: readonly Named[]; onChange: (value: TermValue) => void }) {
  const t = useT();
  const { value } = term;
  const source = isField(value) ? `=${value.field}` : isCurrent(value) ? `@${value.current}` : '';
  const similar = right.filter((one) => one.path !== term.field && isSimilar(one.field, field));
  const currents = CURRENT[field.type] ?? [];
  const sources = [
    { value: '', label: t('cond.by_value') },
    ...currents.map((name) => ({ value: `@${name}`, label: t(`cond.current_${name}`) })),
    ...similar.map((one) => ({ value: `=${one.path}`, label: one.label })),
  ];
  const choose = (next: string) => onChange(next.startsWith('=') ? { field: next.slice(1) } : next.startsWith('@') ? { current: next.slice(1) as CurrentName } : null);
  return (
    <>
      {sources.length > 1 && <Select size="small" aria-label={t('cond.value')} value={source} options={sources} showSearch={BY_LABEL} popupMatchSelectWidth={false} onChange={choose} />}
      {source === '' && <LiteralInput term={term} field={field} onChange={onChange} />}
    </>
  );
}

const isField = (value: unknown): value is { field: string } => typeof value === 'object' && value !== null && 'field' in value;
const isCurrent = (value: unknown): value is { current: CurrentName } => typeof value === 'object' && value !== null && 'current' in value;

export function isSimilar(one: Field, other: Field): boolean {
  const kind = (field: Field) => (field.type === 'formula' ? field.result : field.type).replace('money', 'number').replace(/^(long_text|serial)$/, 'text');
  if (one.type === 'reference' && other.type === 'reference') return one.form === other.form;
  return kind(one) === kind(other);
}

export function LiteralInput({ term, field, onChange }: { term: Term; field: Field; onChange: (value: TermValue) => void }) {
  const t = useT();
  const nameOf = useValueNames();
  const id = useId();
  const { value } = term;
  const isMany = MANY.includes(term.op);
  if (field.type === 'choice' || field.type === 'multi_choice') return <OptionInput term={term} field={field} isMany={isMany} onChange={onChange} />;
  const asked = plainOf(field);
  if (isMany) {
    const list = Array.isArray(value) ? value.map(String) : [];
    if (asked && SINGLE.includes(asked.type)) return <ManyValues field={asked} path={term.field} value={list} onChange={onChange} />;
    return <Select size="small" mode="tags" open={false} value={list} aria-label={t('cond.value')} onChange={(next: string[]) => onChange(next)} />;
  }
  if (!asked) return <Input size="small" value={typeof value === 'string' ? value : ''} aria-label={t('cond.value')} onChange={(event) => onChange(event.target.value)} />;
  const { Input: FieldInput } = fields.get(asked.type);
  return (
    <span className="fd-condition-value">
      <label htmlFor={id} className="sr-only">
        {t('cond.value')}
      </label>
      <FieldInput id={id} field={asked} path={term.field} value={shownOf(value, field, nameOf)} onChange={(next) => onChange(literalOf(next))} />
    </span>
  );
}

function OptionInput({ term, field, isMany, onChange }: { term: Term; field: Extract<Field, { type: 'choice' | 'multi_choice' }>; isMany: boolean; onChange: (value: TermValue) => void }) {
  const t = useT();
  const words = useWords();
  const { value } = term;
  const options = field.options.map((option) => ({ value: option.id, label: words(option.label) || option.id }));
  if (isMany) return <Select size="small" mode="multiple" value={Array.isArray(value) ? value.map(String) : []} options={options} aria-label={t('cond.value')} placeholder={t('cond.choose')} onChange={(next: string[]) => onChange(next)} />;
  return <Select size="small" value={typeof value === 'string' ? value : null} options={options} aria-label={t('cond.value')} placeholder={t('cond.choose')} onChange={(next: string) => onChange(next)} />;
}

/** The field as a value of it is typed: a formula as its result, a serial number as text. */
function plainOf(field: Field): Field | null {
  const base = { id: field.id, label: field.label };
  switch (field.type) {
    case 'text':
    case 'long_text':
    case 'serial':
      return null;
    case 'formula':
      return field.result === 'text' ? null : field.result === 'number' || field.result === 'money' ? { ...base, type: field.result, scale: field.scale ?? 2 } : { ...base, type: field.result };
    default:
      return { ...field, readonly: false };
  }
}

/** As the field's own input has it: with its name, where only the id is stored. */
function shownOf(value: TermValue | undefined, field: Field, nameOf: ValueName): FieldValue {
  const name = typeof value === 'string' ? nameOf(field, value) : undefined;
  if (typeof value !== 'string' || name === undefined) return (value ?? null) as FieldValue;
  return field.type === 'reference' ? { id: value, title: name } : { id: value, name };
}

function literalOf(value: FieldValue): TermValue {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  return !Array.isArray(value) && 'id' in value ? value.id : null;
}
