import { Checkbox, Select } from 'antd';
import type { Option } from '@/core/documents';
import { choose } from '@/core/words';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { toneOf } from '@/ui/option-colors';
import { defineField } from './definition';

const asList = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);

export default defineField('multi_choice', {
  words: { 'zh-CN': '多选', en: 'Choices' },
  help: { 'zh-CN': '从选项中选多个', en: 'Several of the options' },
  icon: 'task',
  group: 'choice',
  Input: ({ id, field, value, onChange, isReadonly, hasError, inGrid }) => {
    const words = useWords();
    const options = field.options.map((option) => ({ value: option.id, label: words(option.label) }));
    const change = (chosen: string[]) => onChange(chosen.length ? chosen : null);
    if (options.length <= 6 && !inGrid) {
      return <Checkbox.Group value={asList(value)} options={options} disabled={isReadonly ?? false} onChange={change} />;
    }
    return (
      <Select
        {...(id === undefined ? {} : { id })}
        mode="multiple"
        value={asList(value)}
        options={options}
        disabled={isReadonly ?? false}
        status={hasError ? 'error' : ''}
        variant={inGrid ? 'borderless' : 'outlined'}
        autoFocus={inGrid ?? false}
        maxTagCount="responsive"
        showSearch={BY_LABEL}
        placeholder={words(field.placeholder)}
        onChange={change}
        style={{ width: '100%' }}
      />
    );
  },
  Cell: ({ field, value }) => {
    const words = useWords();
    if (asList(value).length === 0) return null;
    return (
      <span className="cell-tags">
        {asList(value).map((id) => {
          const option = field.options.find((one) => one.id === id);
          return <span key={id} className={`tag ${toneOf(option?.color) ?? ''}`}>{option ? words(option.label) : id}</span>;
        })}
      </span>
    );
  },
  text: (value, field, language) =>
    asList(value).map((id) => labelOf(field.options, id, language)).join(language === 'en' ? ', ' : '、'),
  read: (text, field) => {
    const parts = text.split(/[,，、;；\n]/).map((part) => part.trim()).filter(Boolean);
    if (parts.length === 0) return null;
    const ids = parts.map((part) => field.options.find((one) => one.id === part || Object.values(one.label).includes(part))?.id);
    return ids.every((id) => id !== undefined) ? (ids as string[]) : undefined;
  },
  operators: ['any_of', 'all_of', 'none_of', 'empty', 'not_empty'],
  filterAs: 'many',
  isSortable: false,
  width: 160,
  create: (id) => ({ id, type: 'multi_choice', label: { 'zh-CN': '多选', en: 'Multiple choice' }, options: [] }),
});

function labelOf(options: readonly Option[], id: string, language: string): string {
  const option = options.find((one) => one.id === id);
  return option ? choose(option.label, language) : id;
}
