import { Select } from 'antd';
import type { Option } from '@/core/documents';
import { choose } from '@/core/words';
import { BY_LABEL } from '@/ui/by-label';
import { useWords } from '@/ui/hooks';
import { toneOf } from '@/ui/option-colors';
import { Radios } from '@/ui/Radios';
import { CHOSEN, defineField } from './definition';

export default defineField('choice', {
  words: { 'zh-CN': '单选', en: 'Choice' },
  help: { 'zh-CN': '从选项中选一个', en: 'One of several options' },
  icon: 'check_circle',
  group: 'choice',
  Input: ({ id, field, value, onChange, isReadonly, hasError, inGrid }) => {
    const words = useWords();
    const options = field.options.map((option) => ({ value: option.id, label: words(option.label) }));
    if (field.style === 'radio' && !inGrid) {
      return <Radios id={id} value={typeof value === 'string' ? value : null} isDisabled={isReadonly ?? false} options={options} onChange={onChange} />;
    }
    return (
      <Select
        {...(id === undefined ? {} : { id })}
        value={typeof value === 'string' ? value : null}
        options={options}
        disabled={isReadonly ?? false}
        status={hasError ? 'error' : ''}
        variant={inGrid ? 'borderless' : 'outlined'}
        autoFocus={inGrid ?? false}
        defaultOpen={inGrid ?? false}
        allowClear={!field.required}
        showSearch={BY_LABEL}
        placeholder={words(field.placeholder)}
        onChange={(chosen: string | null | undefined) => onChange(chosen ?? null)}
        style={{ width: '100%' }}
      />
    );
  },
  Cell: ({ field, value }) => {
    const words = useWords();
    const option = find(field.options, value);
    if (!option) return <>{typeof value === 'string' ? value : ''}</>;
    const tone = toneOf(option.color);
    return tone ? <span className={`tag ${tone}`}>{words(option.label)}</span> : <>{words(option.label)}</>;
  },
  text: (value, field, language) => {
    const option = find(field.options, value);
    return option ? choose(option.label, language) : typeof value === 'string' ? value : '';
  },
  read: (text, field) => readOption(text, field.options),
  operators: CHOSEN,
  filterAs: 'many',
  isSortable: true,
  width: 92,
  create: (id) => ({ id, type: 'choice', label: { 'zh-CN': '单选', en: 'Choice' }, options: [] }),
});

const find = (options: readonly Option[], value: unknown) => options.find((option) => option.id === value);

/** By any of its labels, or its id. */
function readOption(text: string, options: readonly Option[]): string | null | undefined {
  const wanted = text.trim();
  if (wanted === '') return null;
  return options.find((option) => option.id === wanted || Object.values(option.label).includes(wanted))?.id;
}
