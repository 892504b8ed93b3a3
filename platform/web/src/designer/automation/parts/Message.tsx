/** A text with fields in it: shown by their names in braces, put in from a menu. */
import { Button, Input } from 'antd';
import type { Words } from '@/core/words';
import { useLanguage } from '@/ui/hooks';
import { Menu } from '@/ui/Menu';
import { Labelled } from '../../lib/Labelled';
import { useNamed, type Named } from '../../lib/names';
import { WordsInput } from '../../lib/WordsInput';
import { useT } from '../../words';
import { messageInNames, messageInPaths } from '../message';

const MOST_FIELDS = 120;

/** In the languages of the people who read it. */
export function WordsMessage({ name, value, onChange }: { name: string; value: Words; onChange: (value: Words) => void }) {
  const named = useNamed();
  const language = useLanguage();
  const change = (words: Words, by: typeof messageInNames): Words => Object.fromEntries(Object.entries(words).map(([one, text]) => [one, by(text, named)]));
  return (
    <>
      <Labelled name={name}>{(id) => <WordsInput id={id} isLong value={change(value, messageInNames)} onChange={(next) => onChange(change(next ?? {}, messageInPaths))} />}</Labelled>
      <InsertField named={named} onInsert={(path) => onChange({ ...value, [language]: `${value[language] ?? ''}{${path}}` })} />
    </>
  );
}

export function TextMessage({ name, value, onChange, isLong = false, hint }: { name: string; value: string; onChange: (value: string) => void; isLong?: boolean; hint?: string }) {
  const named = useNamed();
  const shown = messageInNames(value, named);
  const put = (text: string) => onChange(messageInPaths(text, named));
  return (
    <>
      <Labelled name={name} hint={hint}>
        {(id) => (isLong ? <Input.TextArea id={id} size="small" autoSize={{ minRows: 3, maxRows: 10 }} value={shown} onChange={(event) => put(event.target.value)} /> : <Input id={id} size="small" value={shown} onChange={(event) => put(event.target.value)} />)}
      </Labelled>
      <InsertField named={named} onInsert={(path) => onChange(`${value}{${path}}`)} />
    </>
  );
}

function InsertField({ named, onInsert }: { named: readonly Named[]; onInsert: (path: string) => void }) {
  const t = useT();
  return (
    <Menu
      className="au-fields"
      items={named.slice(0, MOST_FIELDS).map((one) => ({ key: one.path, label: one.label }))}
      onChoose={onInsert}
      trigger={(opened) => (
        <Button size="small" type="link" className="au-insert" {...opened}>
          {t('action.insert_field')}
        </Button>
      )}
    />
  );
}
