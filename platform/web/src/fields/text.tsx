import { Input as TextInput } from 'antd';
import { useWords } from '@/ui/hooks';
import { defineField, TEXTUAL } from './definition';

export default defineField('text', {
  words: { 'zh-CN': '单行文本', en: 'Text' },
  help: { 'zh-CN': '名称、编号、电话等短文字', en: 'Names, numbers, phones: one line' },
  icon: 'form',
  group: 'basic',
  Input: ({ id, field, value, onChange, isReadonly, hasError, inGrid }) => {
    const words = useWords();
    return (
      <TextInput
        id={id}
        value={asText(value)}
        readOnly={isReadonly}
        status={hasError ? 'error' : ''}
        variant={inGrid ? 'borderless' : 'outlined'}
        autoFocus={inGrid}
        placeholder={words(field.placeholder)}
        maxLength={field.max_length ?? 200}
        inputMode={field.format === 'phone' ? 'tel' : field.format === 'email' ? 'email' : field.format === 'url' ? 'url' : 'text'}
        onChange={(event) => onChange(event.target.value || null)}
      />
    );
  },
  Cell: ({ value }) => <>{asText(value)}</>,
  text: asText,
  read: (text) => text || null,
  operators: TEXTUAL,
  isSortable: true,
  width: 140,
  create: (id) => ({ id, type: 'text', label: { 'zh-CN': '单行文本', en: 'Text' } }),
});

/** Also what an unknown type shows. */
function asText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object') return Array.isArray(value) ? value.map(asText).join('、') : titleOf(value);
  return String(value);
}

function titleOf(value: object): string {
  if ('title' in value) return String(value.title);
  if ('name' in value) return String(value.name);
  return 'id' in value ? String(value.id) : '';
}
