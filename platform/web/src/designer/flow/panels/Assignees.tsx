/** Who is asked: a list of sources, each added from a menu. Whoever any of them names is asked. */
import { Button, Select } from 'antd';
import { useRef, type ReactNode } from 'react';
import { Icon } from '@/ui/icons';
import { Menu } from '@/ui/Menu';
import { FormulaEditor } from '../../lib/LateFormulaEditor';
import { Many } from '../../lib/Many';
import { NumberInput } from '../../lib/NumberInput';
import { useNamed } from '../../lib/names';
import { useOrgNames } from '../../lib/org';
import { useFocusNew } from '../../lib/use-focus-new';
import { without } from '../../lib/without';
import { useT } from '../../words';
import type { Assignees as Who } from '../document';

const LEVELS = [1, 2, 3, 4, 5];

type Source = keyof Who;
/** What a source starts with; the order of the menu. */
const FRESH: { [S in Source]-?: Who[S] } = {
  members: [], roles: [], departments: [], initiator: true, heads: 1, heads_up_to: 2, fields: [], field_heads: [{ field: '', level: 1 }], previous: true, chosen: 'initiator', formula: '',
};
const SOURCES = Object.keys(FRESH) as Source[];

interface AssigneesProps {
  value: Who | undefined;
  onChange: (value: Who) => void;
}

export function Assignees({ value = {}, onChange }: AssigneesProps) {
  const t = useT();
  const given = SOURCES.filter((one) => value[one] !== undefined);
  const list = useRef<HTMLDivElement>(null);
  const goOn = useFocusNew(list, given.length);
  const add = (source: Source) => {
    goOn();
    put(source, FRESH[source] as never);
  };
  const put = <S extends Source>(source: S, next: Who[S] | undefined) => {
    onChange(next === undefined ? without(value, source) : { ...value, [source]: next });
  };
  return (
    <div className="fl-who" ref={list}>
      {given.map((source) => (
        <div key={source} className="fl-who-row" role="group" aria-label={t(`who.${source}`)}>
          <header>
            <span>{t(`who.${source}`)}</span>
            <button type="button" className="icon-button" aria-label={t('who.remove', { name: t(`who.${source}`) })} onClick={() => put(source, undefined)}>
              <Icon name="close" size={13} />
            </button>
          </header>
          <SourceInput source={source} value={value} put={put} />
        </div>
      ))}
      {given.length === 0 && <p className="fd-error">{t('who.nobody')}</p>}
      <Menu
        side="left"
        items={SOURCES.filter((one) => !given.includes(one)).map((one) => ({ key: one, label: t(`who.${one}`) }))}
        onChoose={(key) => add(key as Source)}
        trigger={(opened) => (
          <Button size="small" type="dashed" block icon={<Icon name="add" size={13} />} {...opened}>
            {t('who.add')}
          </Button>
        )}
      />
    </div>
  );
}

interface SourceProps {
  source: Source;
  value: Who;
  put: <S extends Source>(source: S, next: Who[S] | undefined) => void;
}

function SourceInput({ source, value, put }: SourceProps): ReactNode {
  const t = useT();
  const org = useOrgNames();
  const named = useNamed();
  switch (source) {
    case 'members':
    case 'roles':
    case 'departments':
      return <Many label={t(`who.${source}`)} value={value[source] ?? []} options={org[source]} onChange={(next) => put(source, next)} />;
    case 'fields': {
      const people = named.filter((one) => one.field.type === 'member' || one.field.type === 'department');
      return <Many label={t('who.fields')} value={value.fields ?? []} options={people.map((one) => ({ value: one.path, label: one.label }))} onChange={(next) => put('fields', next)} />;
    }
    case 'heads':
    case 'heads_up_to':
      return <Select size="small" style={{ width: '100%' }} aria-label={t(`who.${source}`)} value={value[source]} options={LEVELS.map((n) => ({ value: n, label: t(`who.level_${source}`, { n }) }))} onChange={(n: number) => put(source, n)} />;
    case 'field_heads':
      return <FieldHeads value={value.field_heads ?? []} onChange={(next) => put('field_heads', next.length > 0 ? next : undefined)} />;
    case 'chosen':
      return <Select size="small" style={{ width: '100%' }} aria-label={t('who.chosen')} value={value.chosen} options={(['initiator', 'previous'] as const).map((one) => ({ value: one, label: t(`who.chosen_by_${one}`) }))} onChange={(next: 'initiator' | 'previous') => put('chosen', next)} />;
    case 'formula':
      return (
        <>
          <FormulaEditor value={value.formula ?? ''} named={named} onChange={(next) => put('formula', next)} />
          <p className="fd-hint">{t('who.formula_hint')}</p>
        </>
      );
    default:
      return null; // said by its name
  }
}

type FieldHead = NonNullable<Who['field_heads']>[number];

function FieldHeads({ value, onChange }: { value: readonly FieldHead[]; onChange: (next: FieldHead[]) => void }) {
  const t = useT();
  const people = useNamed().filter((one) => one.field.type === 'member' || one.field.type === 'department');
  const put = (at: number, changes: Partial<FieldHead>) => onChange(value.map((one, n) => (n === at ? { ...one, ...changes } : one)));
  return (
    <div className="fd-rows">
      {value.map((one, at) => (
        <div className="fd-row" key={at}>
          <Select size="small" aria-label={t('who.field')} placeholder={t('who.field')} value={one.field || null} options={people.map((p) => ({ value: p.path, label: p.label }))} onChange={(field: string) => put(at, { field })} />
          <NumberInput size="small" aria-label={t('who.level')} min={1} max={LEVELS.length} precision={0} value={one.level ?? 1} suffix={t('who.level')} onChange={(level) => put(at, { level: level ?? 1 })} />
          <button type="button" className="icon-button" aria-label={t('tools.delete')} onClick={() => onChange(value.filter((_, n) => n !== at))}>
            <Icon name="close" size={13} />
          </button>
        </div>
      ))}
      <Button size="small" type="link" icon={<Icon name="add" size={13} />} onClick={() => onChange([...value, { field: '', level: 1 }])}>
        {t('who.add_field')}
      </Button>
    </div>
  );
}
