import { useState } from 'react';
import { Button } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { useWords } from '@/ui/hooks';
import { late } from '@/ui/late';
import { CodeList, type CodeListProps } from './codes/CodeList';
import { asCodes, split } from './codes/codeText';
import { defineField } from './definition';

/** A window is loaded with the first list that is opened: most forms have none. */
const CodesWindow = late(async () => (await import('./codes/CodesWindow')).default);

/** In a grid: the count in the cell, the list in a window. */
function CodeCell({ field, value, onChange, isReadonly, hasError, typed }: CodeListProps & { field: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(true);
  return (
    <>
      <Button type="text" size="small" block danger={hasError ?? false} onClick={() => setOpen(true)}>
        {t('codes.count', { count: asCodes(value).length })}
      </Button>
      <CodesWindow title={field} isOpen={isOpen} onClose={() => setOpen(false)} value={value} onChange={onChange} isReadonly={isReadonly} hasError={hasError} typed={typed} />
    </>
  );
}

export default defineField('codes', {
  words: { 'zh-CN': '编码清单', en: 'Codes' },
  help: { 'zh-CN': '逐个扫描的编码，如序列号', en: 'Codes scanned one by one, such as serial numbers' },
  icon: 'menu',
  group: 'advanced',
  Input: function CodesInput({ id, field, value, onChange, isReadonly, hasError, inGrid, typed }) {
    const words = useWords();
    if (inGrid) return <CodeCell field={words(field.label)} value={value} onChange={onChange} isReadonly={isReadonly} hasError={hasError} typed={typed} />;
    return <CodeList id={id} value={value} onChange={onChange} placeholder={words(field.placeholder)} isReadonly={isReadonly} hasError={hasError} />;
  },
  Cell: ({ value }) => <span title={asCodes(value).join('\n')}>{asCodes(value).join('、')}</span>,
  text: (value, _field, language) => asCodes(value).join(language === 'en' ? ', ' : '、'),
  read: (text) => (split(text).length ? split(text) : null),
  operators: ['any_of', 'all_of', 'none_of', 'empty', 'not_empty'],
  filterAs: 'text',
  isSortable: false,
  width: 160,
  create: (id) => ({ id, type: 'codes', label: { 'zh-CN': '编码清单', en: 'Codes' } }),
});
