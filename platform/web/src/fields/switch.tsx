import { Switch } from 'antd';
import type { SwitchField } from '@/core/documents';
import { choose } from '@/core/words';
import { useLanguage, useWords } from '@/ui/hooks';
import { defineField } from './definition';

const ON = { 'zh-CN': '是', en: 'Yes' };
const OFF = { 'zh-CN': '否', en: 'No' };

export default defineField('switch', {
  words: { 'zh-CN': '开关', en: 'Switch' },
  help: { 'zh-CN': '是或否', en: 'Yes or no' },
  icon: 'settings',
  group: 'choice',
  Input: ({ id, field, value, onChange, isReadonly }) => {
    const words = useWords();
    return (
      <Switch
        {...(id === undefined ? {} : { id })}
        checked={value === true}
        disabled={isReadonly ?? false}
        checkedChildren={words(field.on ?? ON)}
        unCheckedChildren={words(field.off ?? OFF)}
        onChange={(on) => onChange(on)}
      />
    );
  },
  Cell: ({ field, value }) => <>{show(value, field, useLanguage())}</>,
  text: show,
  read: (text, field) => {
    const wanted = text.trim().toLowerCase();
    if (wanted === '') return null;
    if ([...Object.values(field.on ?? ON), '是', 'yes', 'true', '1', '√'].some((word) => word.toLowerCase() === wanted)) return true;
    if ([...Object.values(field.off ?? OFF), '否', 'no', 'false', '0'].some((word) => word.toLowerCase() === wanted)) return false;
    return undefined;
  },
  operators: ['eq', 'ne'],
  isSortable: true,
  width: 80,
  create: (id) => ({ id, type: 'switch', label: { 'zh-CN': '开关', en: 'Switch' } }),
});

function show(value: unknown, field: SwitchField, language: string): string {
  if (typeof value !== 'boolean') return '';
  return choose(value ? (field.on ?? ON) : (field.off ?? OFF), language);
}
