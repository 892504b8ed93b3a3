import { useState } from 'react';
import { Button, Input as TextInput, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { useWords } from '@/ui/hooks';
import { defineField } from './definition';

const asCodes = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);
const BETWEEN = /[,，、;；\s]+/;
const split = (text: string): string[] => text.split(BETWEEN).filter(Boolean);
const twice = (codes: readonly string[]): string[] => [...new Set(codes.filter((one, place) => codes.indexOf(one) !== place))];

interface ListProps {
  id?: string | undefined;
  value: unknown;
  onChange: (value: string[] | null) => void;
  placeholder?: string | undefined;
  isReadonly?: boolean | undefined;
  hasError?: boolean | undefined;
  isAlone?: boolean;
  typed?: string | undefined;
}

/** A line for each: a scanner ends every code with Enter, a pasted column has a code in each line. */
function CodeList({ id, value, onChange, placeholder, isReadonly, hasError, isAlone = false, typed }: ListProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string | null>(typed === undefined ? null : [...asCodes(value), typed].join('\n'));
  const shown = draft ?? asCodes(value).join('\n');
  const codes = split(shown);
  const doubled = twice(codes);
  const change = (text: string) => {
    setDraft(text);
    const found = split(text);
    onChange(found.length ? found : null);
  };
  return (
    <div className="codes">
      <TextInput.TextArea
        id={id}
        value={shown}
        readOnly={isReadonly}
        status={hasError || doubled.length > 0 ? 'error' : ''}
        autoFocus={isAlone}
        autoSize={{ minRows: isAlone ? 8 : 2, maxRows: isAlone ? 16 : 8 }}
        placeholder={placeholder || t('codes.hint')}
        spellCheck={false}
        onChange={(event) => change(event.target.value)}
        onBlur={() => setDraft(null)}
      />
      <div className="codes-count" role="status">
        <span>{t('codes.count', { count: codes.length })}</span>
        {doubled.length > 0 && <span className="codes-twice">{t('codes.twice', { codes: doubled.join('、') })}</span>}
      </div>
    </div>
  );
}

/** In a grid: the count in the cell, the list in a window of its own. */
function CodeCell({ field, value, onChange, isReadonly, hasError, typed }: ListProps & { field: string }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(true);
  return (
    <>
      <Button type="text" size="small" block danger={hasError ?? false} onClick={() => setOpen(true)}>
        {t('codes.count', { count: asCodes(value).length })}
      </Button>
      <Modal title={field} open={isOpen} onCancel={() => setOpen(false)} onOk={() => setOpen(false)} okText={t('codes.done')} cancelButtonProps={{ style: { display: 'none' } }} destroyOnHidden>
        <div onKeyDown={(event) => event.stopPropagation()} onPaste={(event) => event.stopPropagation()} onCopy={(event) => event.stopPropagation()} role="presentation">
          <CodeList value={value} onChange={onChange} isReadonly={isReadonly} hasError={hasError} isAlone typed={typed} />
        </div>
      </Modal>
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
