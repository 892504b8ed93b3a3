/** Words in two languages: Chinese first, English folded until there is some or it is asked for. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import type { Words } from '@/core/words';
import { useLanguage } from '@/ui/hooks';
import { useT } from '../words';

interface WordsInputProps {
  id?: string;
  value: Words | undefined;
  /** undefined when nothing is left. */
  onChange: (value: Words | undefined) => void;
  isLong?: boolean;
  placeholder?: string;
  autoFocus?: boolean;
}

export function WordsInput({ id, value = {}, onChange, isLong = false, placeholder, autoFocus = false }: WordsInputProps) {
  const t = useT();
  const language = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const first = language === 'en' ? 'en' : 'zh-CN';
  const second = first === 'en' ? 'zh-CN' : 'en';
  const change = (name: string) => (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    const next: Record<string, string> = { ...value, [name]: event.target.value };
    if (!event.target.value) delete next[name];
    onChange(Object.keys(next).length > 0 ? next : undefined);
  };
  const Field = isLong ? Input.TextArea : Input;
  const shown = isOpen || Boolean(value[second]);
  const otherName = t(second === 'en' ? 'props.english' : 'props.chinese');
  return (
    <div className="fd-words">
      <Field {...(id ? { id } : {})} size="small" value={value[first] ?? ''} onChange={change(first)} autoFocus={autoFocus} {...(placeholder ? { placeholder } : {})} {...(isLong ? { autoSize: { minRows: 1, maxRows: 5 } } : {})} />
      {shown ? (
        <Field size="small" value={value[second] ?? ''} onChange={change(second)} aria-label={otherName} placeholder={otherName} {...(isLong ? { autoSize: { minRows: 1, maxRows: 5 } } : {})} />
      ) : (
        <Button size="small" type="text" title={otherName} aria-label={otherName} onClick={() => setOpen(true)}>
          {second === 'en' ? 'EN' : '中'}
        </Button>
      )}
    </div>
  );
}
