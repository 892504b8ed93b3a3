import { Input as TextInput } from 'antd';
import { useWords } from '@/ui/hooks';
import { defineField, TEXTUAL } from './definition';

const asText = (value: unknown) => (typeof value === 'string' ? value : '');

export default defineField('long_text', {
  words: { 'zh-CN': '多行文本', en: 'Long text' },
  help: { 'zh-CN': '备注、说明等多行文字', en: 'Remarks and descriptions' },
  icon: 'menu',
  group: 'basic',
  Input: ({ id, field, value, onChange, isReadonly, hasError, inGrid }) => {
    const words = useWords();
    return (
      <TextInput.TextArea
        id={id}
        value={asText(value)}
        readOnly={isReadonly}
        status={hasError ? 'error' : ''}
        variant={inGrid ? 'borderless' : 'outlined'}
        autoFocus={inGrid}
        autoSize={inGrid ? { minRows: 1, maxRows: 1 } : { minRows: 2, maxRows: 12 }}
        placeholder={words(field.placeholder)}
        maxLength={field.max_length ?? 20000}
        onChange={(event) => onChange(event.target.value || null)}
      />
    );
  },
  Cell: ({ value }) => <span className="cell-lines">{asText(value)}</span>,
  text: asText,
  read: (text) => text || null,
  operators: TEXTUAL,
  isSortable: false,
  width: 220,
  create: (id) => ({ id, type: 'long_text', label: { 'zh-CN': '多行文本', en: 'Long text' }, width: 24 }),
});
