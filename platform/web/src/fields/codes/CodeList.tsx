/** A list of codes, one in each line. */
import { useState } from 'react';
import { Input as TextInput } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { asCodes, split, twice } from './codeText';

export interface CodeListProps {
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
export function CodeList({ id, value, onChange, placeholder, isReadonly, hasError, isAlone = false, typed }: CodeListProps) {
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
