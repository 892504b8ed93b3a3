import { useWords } from '@/ui/hooks';
import { LazyDateInput } from '@/ui/LazyDateInput';
import { readDate } from '@/core/dates';
import { defineField, ORDERED } from './definition';

const asText = (value: unknown) => (typeof value === 'string' ? value : '');

export default defineField('date', {
  words: { 'zh-CN': '日期', en: 'Date' },
  help: { 'zh-CN': '年月日', en: 'A calendar day' },
  icon: 'calendar',
  group: 'basic',
  Input: ({ id, field, value, onChange, isReadonly, hasError, inGrid }) => {
    const words = useWords();
    return (
      <LazyDateInput id={id} value={asText(value) || null} onChange={onChange} isReadonly={isReadonly} hasError={hasError} inGrid={inGrid} placeholder={words(field.placeholder)} />
    );
  },
  Cell: ({ value }) => <>{asText(value)}</>,
  text: asText,
  read: (text) => (text.trim() === '' ? null : (readDate(text) ?? undefined)),
  operators: ORDERED,
  isSortable: true,
  width: 106,
  create: (id) => ({ id, type: 'date', label: { 'zh-CN': '日期', en: 'Date' } }),
});
