/** Builds a condition row by row: field, comparison, value. */
import { Button, Select } from 'antd';
import { useId } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { isRead } from '@/core/display';
import type { CurrentName, Field, FieldValue, FormDocument, Operator } from '@/core/documents';
import type { Filter, FilterRow } from '@/core/filters';
import { listFields } from '@/core/systemFields';
import { fields } from '@/fields';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';

interface FilterBuilderProps {
  form: FormDocument;
  filter: Filter;
  onChange: (filter: Filter) => void;
}

export default function FilterBuilder({ form, filter, onChange }: FilterBuilderProps) {
  const { t } = useTranslation();
  const words = useWords();
  const choices = filterFields(form, words);
  const change = (at: number, row: FilterRow) => onChange({ ...filter, rows: filter.rows.map((one, i) => (i === at ? row : one)) });
  const add = () => {
    const first = choices[0];
    if (first) onChange({ ...filter, rows: [...filter.rows, freshRow(first.path, first.field)] });
  };
  return (
    <div className="filter">
      {filter.rows.length > 1 && (
        <label className="filter-rel">
          {t('filter.match')}
          <Select size="small" value={filter.rel} onChange={(rel) => onChange({ ...filter, rel })} options={[{ value: 'and' as const, label: t('filter.all') }, { value: 'or' as const, label: t('filter.any') }]} style={{ width: 100 }} />
          {t('filter.conditions')}
        </label>
      )}
      {filter.rows.map((row, i) => {
        const chosen = choices.find((choice) => choice.path === row.field);
        return (
          <div className="filter-row" key={i} role="group" aria-label={t('filter.condition', { n: i + 1 })}>
            <Select
              aria-label={t('filter.field')}
              value={row.field}
              showSearch={BY_LABEL}
              options={choices.map((choice) => ({ value: choice.path, label: choice.label }))}
              onChange={(path) => {
                const next = choices.find((choice) => choice.path === path);
                if (next) change(i, freshRow(path, next.field));
              }}
            />
            {chosen && <Comparison field={chosen.field} row={row} onChange={(next) => change(i, next)} />}
            {chosen && <Value field={chosen.field} row={row} onChange={(next) => change(i, next)} />}
            <button type="button" className="icon-button" aria-label={t('filter.remove', { n: i + 1 })} onClick={() => onChange({ ...filter, rows: filter.rows.filter((_, at) => at !== i) })}>
              <Icon name="close" />
            </button>
          </div>
        );
      })}
      <Button type="link" size="small" icon={<Icon name="add" size={14} />} onClick={add}>
        {t('filter.add')}
      </Button>
    </div>
  );
}

interface Choice {
  path: string;
  field: Field;
  label: string;
}

/** Fields and columns of subforms that know a comparison. */
function filterFields(form: FormDocument, words: (given: Field['label']) => string): Choice[] {
  return listFields(form).flatMap((field): Choice[] => {
    const own = { path: field.id, field, label: words(field.label) };
    if (field.type !== 'subform') return comparisons(field).length > 0 ? [own] : [];
    return field.fields
      .filter((column) => isRead(column) && comparisons(column).length > 0)
      .map((column) => ({ path: `${field.id}.${column.id}`, field: column, label: `${words(field.label)} · ${words(column.label)}` }));
  });
}

/** Comparisons with a moment or a person who is "now", offered beside the operators. */
const NAMED: Record<string, { op: Operator; current: CurrentName }[]> = {
  date: [{ op: 'eq', current: 'today' }, { op: 'gte', current: 'month_start' }, { op: 'gte', current: 'year_start' }],
  datetime: [{ op: 'gte', current: 'today' }, { op: 'gte', current: 'month_start' }, { op: 'gte', current: 'year_start' }],
  member: [{ op: 'eq', current: 'member' }],
  department: [{ op: 'in', current: 'departments' }, { op: 'in', current: 'departments_below' }],
};

const PICKED_ONE = new Set(['reference', 'member', 'department']);

function comparisons(field: Field): readonly Operator[] {
  const all = fields.get(field.type).operators;
  if (PICKED_ONE.has(field.type)) return all.filter((op) => op !== 'in' && op !== 'not_in');
  if (field.type === 'choice') return all.filter((op) => op !== 'eq' && op !== 'ne');
  if (field.type === 'number' || field.type === 'formula') return all.filter((op) => op !== 'in' && op !== 'not_in');
  return all;
}

function freshRow(path: string, field: Field): FilterRow {
  return { field: path, op: comparisons(field)[0] ?? 'eq', value: null };
}

function Comparison({ field, row, onChange }: { field: Field; row: FilterRow; onChange: (row: FilterRow) => void }) {
  const { t } = useTranslation();
  const named = NAMED[field.type] ?? [];
  const isDate = field.type === 'date' || field.type === 'datetime';
  const options = [
    ...comparisons(field).map((op) => ({ value: op as string, label: isDate ? t(`op.date.${op}`, { defaultValue: t(`op.${op}`) }) : t(`op.${op}`) })),
    ...named.map((one) => ({ value: `${one.op}:${one.current}`, label: t(`current.${one.current}`) })),
  ];
  const choose = (value: string) => {
    const [op, current] = value.split(':') as [Operator, CurrentName | undefined]; // made two lines above
    onChange(current ? { field: row.field, op, current, value: null } : { field: row.field, op, value: Array.isArray(row.value) === isList(op) ? row.value : null });
  };
  return <Select aria-label={t('filter.comparison')} value={row.current ? `${row.op}:${row.current}` : row.op} options={options} onChange={choose} popupMatchSelectWidth={false} />;
}

const isList = (op: Operator) => ['in', 'not_in', 'any_of', 'all_of', 'none_of'].includes(op);

function Value({ field, row, onChange }: { field: Field; row: FilterRow; onChange: (row: FilterRow) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  if (row.current || row.op === 'empty' || row.op === 'not_empty') return <span className="filter-value" />;
  if ((field.type === 'choice' || field.type === 'multi_choice') && isList(row.op)) {
    return (
      <Select
        className="filter-value"
        aria-label={t('filter.value')}
        mode="multiple"
        maxTagCount="responsive"
        value={Array.isArray(row.value) ? (row.value as string[]) : []}
        options={field.options.map((option) => ({ value: option.id, label: words(option.label) }))}
        onChange={(chosen: string[]) => onChange({ ...row, value: chosen })}
        placeholder={t('choose')}
      />
    );
  }
  const one = (value: FieldValue, change: (next: FieldValue) => void) => <OneValue field={field} path={row.field} value={value} onChange={change} />;
  if (row.op !== 'between') return <span className="filter-value">{one(row.value, (value) => onChange({ ...row, value }))}</span>;
  return (
    <span className="filter-value filter-range">
      {one(row.value, (value) => onChange({ ...row, value }))}
      <span aria-hidden="true">–</span>
      {one(row.to ?? null, (to) => onChange({ ...row, to }))}
    </span>
  );
}

/** Shown fields are entered as what they are: a formula as its result, a serial number as text. */
function OneValue({ field, path, value, onChange }: { field: Field; path: string; value: FieldValue; onChange: (value: FieldValue) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const asked: Field = field.type === 'formula' ? resultField(field) : field.type === 'serial' || field.type === 'long_text' ? { id: field.id, type: 'text', label: field.label } : field;
  const { Input } = fields.get(asked.type);
  return (
    <>
      <label className="sr-only" htmlFor={id}>{t('filter.value')}</label>
      <Input id={id} field={{ ...asked, readonly: false }} path={path} value={value} onChange={(next) => onChange(next)} />
    </>
  );
}

function resultField(field: Extract<Field, { type: 'formula' }>): Field {
  const base = { id: field.id, label: field.label };
  if (field.result === 'number' || field.result === 'money') return { ...base, type: field.result, scale: field.scale ?? 2 };
  return { ...base, type: field.result };
}
