import { Input as TextInput } from 'antd';
import type { FormulaField } from '@/core/documents';
import { showMoney, showNumber } from '@/core/numbers';
import { choose } from '@/core/words';
import { useLanguage } from '@/ui/hooks';
import { defineField, ORDERED } from './definition';

export default defineField('formula', {
  words: { 'zh-CN': '公式', en: 'Formula' },
  help: { 'zh-CN': '由其他字段自动计算', en: 'Computed from other fields' },
  icon: 'ledger',
  group: 'advanced',
  Input: ({ id, field, value }) => (
    <TextInput id={id} value={show(value, field, useLanguage())} readOnly variant="filled" className={isNumeric(field) ? 'decimal-input' : ''} />
  ),
  Cell: ({ field, value }) => {
    const text = show(value, field, useLanguage());
    return typeof value === 'string' && value.startsWith('#') ? <span className="cell-error">{text}</span> : <>{text}</>;
  },
  text: show,
  operators: ORDERED,
  isSortable: true,
  isComputed: true,
  width: 112,
  create: (id) => ({ id, type: 'formula', label: { 'zh-CN': '公式', en: 'Formula' }, result: 'number', formula: '' }),
});

export const isNumeric = (field: FormulaField) => field.result === 'number' || field.result === 'money';

function show(value: unknown, field: FormulaField, language: string): string {
  if (typeof value === 'boolean') return choose(value ? { 'zh-CN': '是', en: 'Yes' } : { 'zh-CN': '否', en: 'No' }, language);
  if (typeof value !== 'string') return '';
  const scale = field.scale ?? 2;
  if (!isNumeric(field)) return value;
  if (field.result === 'money') return showMoney(value, scale);
  return scale <= 2 ? showNumber(value, scale) : showNumber(value);
}
