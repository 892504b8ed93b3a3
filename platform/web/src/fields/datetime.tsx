import { showMoment } from '@/core/moments';
import { useWords } from '@/ui/hooks';
import { LazyDateInput } from '@/ui/LazyDateInput';
import { defineField, ORDERED } from './definition';

const show = (value: unknown) => (typeof value === 'string' ? showMoment(value) : '');

export default defineField('datetime', {
  words: { 'zh-CN': '日期时间', en: 'Date and time' },
  help: { 'zh-CN': '精确到分钟的时间', en: 'A moment, to the minute' },
  icon: 'history',
  group: 'basic',
  Input: ({ id, field, value, onChange, isReadonly, hasError, inGrid }) => {
    const words = useWords();
    return (
      <LazyDateInput id={id} withTime value={typeof value === 'string' ? value : null} onChange={onChange} isReadonly={isReadonly} hasError={hasError} inGrid={inGrid} placeholder={words(field.placeholder)} />
    );
  },
  Cell: ({ value }) => <>{show(value)}</>,
  text: show,
  read: (text) => {
    if (text.trim() === '') return null;
    const moment = new Date(text.trim().replace(/\//g, '-').replace(' ', 'T'));
    return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
  },
  operators: ORDERED,
  isSortable: true,
  width: 150,
  create: (id) => ({ id, type: 'datetime', label: { 'zh-CN': '日期时间', en: 'Date and time' } }),
});
