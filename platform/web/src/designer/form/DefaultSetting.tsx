/** What a new record starts with: nothing, a value, a formula, or who and when. */
import { Select } from 'antd';
import type { Default, Field, FieldValue } from '@/core/documents';
import { fields } from '@/fields';
import { FieldPlaceProvider } from '@/fields/definition';
import { useT } from '../words';
import { usePlace } from './context';
import { FormulaEditor } from '../lib/LateFormulaEditor';
import { useNamed } from '../lib/names';
import type { SettingProps } from './settings/setting';

type Current = Extract<Default, { current: unknown }>['current'];

const CURRENT: Partial<Record<Field['type'], readonly Current[]>> = {
  member: ['member'], department: ['department'], date: ['today'], datetime: ['now'],
};
const COMPUTABLE: readonly Field['type'][] = ['text', 'long_text', 'number', 'money', 'date', 'switch', 'choice'];
const NO_VALUE: readonly Field['type'][] = ['reference', 'member', 'department'];

export function DefaultSetting({ field, path, patch }: SettingProps) {
  const t = useT();
  const given = field.default;
  const kind = !given ? 'none' : 'formula' in given ? 'formula' : 'current' in given ? `current_${given.current}` : 'value';
  const kinds = [
    'none',
    ...(NO_VALUE.includes(field.type) ? [] : ['value']),
    ...(CURRENT[field.type] ?? []).map((name) => `current_${name}`),
    ...(COMPUTABLE.includes(field.type) ? ['formula'] : []),
  ];
  const label = (one: string) => (one.startsWith('current_') ? t(`props.${one}`) : t(`props.default_${one}`));
  const choose = (next: string) => {
    if (next === 'none') patch({ default: undefined });
    else if (next === 'value') patch({ default: { value: null } });
    else if (next === 'formula') patch({ default: { formula: field.type === 'date' ? 'TODAY()' : '' } });
    else patch({ default: { current: next.slice('current_'.length) } });
  };
  return (
    <div className="fd-rows">
      <Select size="small" value={kind} aria-label={t('props.default')} options={kinds.map((one) => ({ value: one, label: label(one) }))} onChange={choose} style={{ width: '100%' }} />
      {given && 'value' in given && <ValueInput field={field} path={path} value={given.value} onChange={(value) => patch({ default: { value } })} />}
      {given && 'formula' in given && <DefaultFormula path={path} value={given.formula} onChange={(formula) => patch({ default: { formula } })} />}
    </div>
  );
}

function ValueInput({ field, path, value, onChange }: { field: Field; path: string; value: FieldValue; onChange: (value: FieldValue) => void }) {
  const { app, id } = usePlace();
  const { Input } = fields.get(field.type);
  return (
    <FieldPlaceProvider value={{ app, form: id, values: () => ({}) }}>
      <Input field={{ ...field, readonly: false }} path={path} value={value} onChange={onChange} />
    </FieldPlaceProvider>
  );
}

function DefaultFormula({ path, value, onChange }: { path: string; value: string; onChange: (value: string) => void }) {
  const named = useNamed().filter((one) => one.path !== path);
  return (
    <FormulaEditor key={path} value={value} named={named} onChange={onChange} />
  );
}
