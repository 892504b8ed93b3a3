/** Rows of "their field ← what": a fixed value, a field that can be read here, or a formula. */
import { Button, Select } from 'antd';
import { useRef } from 'react';
import type { Field } from '@/core/documents';
import { FieldPlaceProvider } from '@/fields/definition';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { isSimilar, LiteralInput } from '../../lib/Conditions';
import { Labelled } from '../../lib/Labelled';
import { FormulaEditor } from '../../lib/LateFormulaEditor';
import { useNamed } from '../../lib/names';
import { useDesignPlace } from '../../lib/place';
import { useFocusNew } from '../../lib/use-focus-new';
import { useT } from '../../words';
import type { Values, ValueSource } from '../document';
import { kindOf, pathIn, type SourceKind } from '../values';
import { PathSelect } from './PathSelect';

const NOT_WRITABLE: readonly Field['type'][] = ['section', 'subform', 'formula', 'serial', 'attachment'];
const NO_LITERAL: readonly Field['type'][] = ['member', 'department', 'codes'];

interface ValueRowsProps {
  name: string;
  hint?: string;
  /** The fields that can be filled in, and the form they are of: pickers of fixed values ask its records. */
  fields: readonly Field[];
  form: string;
  /** In front of the ids: a subform's columns. */
  prefix?: string;
  values: Values | undefined;
  onChange: (values: Values) => void;
}

export function ValueRows({ name, hint, fields, form, prefix = '', values = {}, onChange }: ValueRowsProps) {
  const t = useT();
  const words = useWords();
  const place = useDesignPlace();
  const pairs = Object.entries(values);
  const writable = fields.filter((one) => !NOT_WRITABLE.includes(one.type));
  const free = writable.filter((one) => !(one.id in values));
  const put = (next: readonly (readonly [string, ValueSource])[]) => onChange(Object.fromEntries(next));
  const list = useRef<HTMLDivElement>(null);
  const goOn = useFocusNew(list, pairs.length);
  const add = () => {
    if (!free[0]) return;
    goOn();
    put([...pairs, [free[0].id, { field: '' }]]);
  };
  const missing = writable.filter((one) => one.required && !(one.id in values) && !one.default);
  return (
    <Labelled name={name} hint={hint ?? (missing.length > 0 ? t('automation.still_required', { names: missing.map((one) => words(one.label)).join('、') }) : undefined)}>
      {() => (
        <FieldPlaceProvider value={{ app: place.app, form, values: () => ({}) }}>
          <div className="fd-rows" ref={list}>
            {pairs.map(([to, source], at) => {
              const field = fields.find((one) => one.id === to);
              return (
                <div className="au-value" role="group" aria-label={words(field?.label) || t('formula.deleted')} key={to}>
                  <div className="fd-row">
                    <Select
                      size="small"
                      aria-label={t('automation.value_to')}
                      showSearch={BY_LABEL}
                      status={field ? '' : 'error'}
                      value={field ? to : t('formula.deleted')}
                      options={writable.filter((one) => one.id === to || free.includes(one)).map((one) => ({ value: one.id, label: words(one.label) }))}
                      onChange={(next: string) => put(pairs.map((pair, n) => (n === at ? [next, source] : pair)))}
                    />
                    <button type="button" className="icon-button" aria-label={t('automation.value_remove', { name: words(field?.label) })} onClick={() => put(pairs.filter((_, n) => n !== at))}>
                      <Icon name="close" size={13} />
                    </button>
                  </div>
                  {field && <SourceOf field={field} path={prefix + to} source={source} onChange={(next) => put(pairs.map((pair, n) => (n === at ? [to, next] : pair)))} />}
                </div>
              );
            })}
            <Button size="small" type="link" disabled={free.length === 0} icon={<Icon name="add" size={13} />} onClick={add}>
              {t('automation.value_add')}
            </Button>
          </div>
        </FieldPlaceProvider>
      )}
    </Labelled>
  );
}

const FRESH: Record<SourceKind, ValueSource> = { field: { field: '' }, value: { value: null }, formula: { formula: '' } };

export function SourceOf({ field, path, source, onChange }: { field: Field; path: string; source: ValueSource; onChange: (source: ValueSource) => void }) {
  const t = useT();
  const named = useNamed();
  const kind = kindOf(source);
  const kinds = (['field', 'value', 'formula'] as const).filter((one) => one !== 'value' || kind === 'value' || !NO_LITERAL.includes(field.type));
  const similar = named.filter((one) => isSimilar(one.field, field));
  return (
    <div className="au-source">
      <span aria-hidden="true">=</span>
      <Select size="small" className="au-source-kind" aria-label={t('automation.value_kind')} popupMatchSelectWidth={false} value={kind} options={kinds.map((one) => ({ value: one, label: t(`automation.by_${one}`) }))} onChange={(next: SourceKind) => onChange(FRESH[next])} />
      {kind === 'field' && <PathSelect label={t('automation.value_from')} value={pathIn(source)} named={[...similar, ...named.filter((one) => !similar.includes(one))]} onChange={(from) => onChange({ field: from })} />}
      {kind === 'value' && <LiteralInput term={{ field: path, op: field.type === 'multi_choice' ? 'any_of' : 'eq', value: (source as { value: null }).value }} field={field} onChange={(value) => onChange({ value })} />}
      {kind === 'formula' && (
        <FormulaEditor value={(source as { formula: string }).formula} named={named} onChange={(formula) => onChange({ formula })} />
      )}
    </div>
  );
}
