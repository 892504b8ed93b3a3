/** What a cell holds: its text, its live editor, or what catches the first letter. */
import { useEffect, useRef, type SyntheticEvent } from 'react';
import type { Field, FieldValue } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { fields } from '@/fields';

/** Unseen in the cell one is in: an input method, for Chinese, composes only where one can type. What it gives opens the editor. */
export function Catcher({ labelledBy, onText }: { labelledBy: string; onText: (text: string) => void }) {
  const take = (event: SyntheticEvent<HTMLInputElement>) => {
    if (event.currentTarget.value !== '') onText(event.currentTarget.value);
  };
  return (
    <input
      className="sheet-catcher"
      aria-labelledby={labelledBy}
      autoComplete="off"
      tabIndex={-1}
      onInput={(event) => {
        if (!(event.nativeEvent as InputEvent).isComposing) take(event);
      }}
      onCompositionStart={(event) => event.currentTarget.classList.add('is-composing')}
      onCompositionEnd={take}
    />
  );
}

/** What stands in a cell; in an empty one, what is wrong with it. */
export function Resting({ text, complaint }: { text: string; complaint: string }) {
  return text === '' && complaint !== '' ? <span className="sheet-text sheet-complaint">{complaint}</span> : <span className="sheet-text">{text}</span>;
}

interface EditorProps {
  column: Field;
  value: FieldValue;
  path: string;
  typed: string | undefined;
  label: string;
  onChange: (value: FieldValue, also?: Parameters<FormStoreContract['setCell']>[4]) => void;
}

/** The one live input. A letter that opened it is typed into it, so nothing gets lost. */
export function Editor({ column, value, path, typed, label, onChange }: EditorProps) {
  const { Input } = fields.get(column.type);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const input = box.current?.querySelector<HTMLInputElement>('input:not([type=hidden]), textarea');
    if (!input) return;
    input.setAttribute('aria-label', label);
    input.focus({ preventScroll: true });
    if (typed === undefined) input.select();
    else type(input, typed);
  }, [typed, label]);
  return (
    <div className="sheet-editor" ref={box}>
      <Input field={column} path={path} value={value} inGrid {...(typed === undefined ? {} : { typed })} onChange={onChange} />
    </div>
  );
}

/** Sets the text as a person would: React hears the input event. */
function type(input: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const prototype = input instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(input, text);
  input.dispatchEvent(new Event('input', { bubbles: true }));
  requestAnimationFrame(() => input.setSelectionRange(text.length, text.length));
}
