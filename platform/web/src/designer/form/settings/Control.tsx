/** Draws one declared setting. A setting at its fallback is left out of the document. */
import { Input, Select, Switch } from 'antd';
import { useState } from 'react';
import type { Words } from '@/core/words';
import { NumberInput } from '../../lib/NumberInput';
import { useT } from '../../words';
import { useProblemsOf } from '../problems';
import { Labelled } from '../../lib/Labelled';
import type { Setting, SettingProps } from './setting';
import { WordsInput } from '../../lib/WordsInput';

/** The editor of formulas underlines these itself, while one types. */
export const SAID_BY_EDITOR: readonly string[] = ['unknown_field', 'formula_syntax'];

export function Control({ setting, ...given }: SettingProps & { setting: Setting }) {
  const t = useT();
  const problems = useProblemsOf(given.path);
  const error = problems.find((one) => one.path.split('.').includes(setting.key) && !(setting.key === 'formula' && SAID_BY_EDITOR.includes(one.code)))?.message;
  const name = t(setting.words ?? `set.${setting.key}`);
  const hint = setting.hint ? t(setting.hint) : undefined;
  return (
    <Labelled name={name} hint={hint} error={error} isBeside={setting.kind === 'switch'}>
      {(id) => <Entry id={id} setting={setting} {...given} />}
    </Labelled>
  );
}

function Entry({ id, setting, ...given }: SettingProps & { id: string; setting: Setting }) {
  const t = useT();
  const { field, patch } = given;
  const value = (field as unknown as Record<string, unknown>)[setting.key];
  const put = (next: unknown) => patch({ [setting.key]: next });
  switch (setting.kind) {
    case 'integer':
      return (
        <NumberInput
          id={id}
          size="small"
          min={setting.min}
          max={setting.max}
          precision={0}
          value={typeof value === 'number' ? value : setting.fallback}
          onChange={(next) => put(next === null || next === setting.fallback ? undefined : next)}
          style={{ width: '100%' }}
        />
      );
    case 'decimal':
      return <Decimal id={id} value={typeof value === 'string' ? value : ''} onChange={put} />;
    case 'text':
      return <Input id={id} size="small" value={typeof value === 'string' ? value : ''} onChange={(event) => put(event.target.value || undefined)} />;
    case 'switch':
      return <Switch id={id} size="small" checked={value === true} onChange={(on) => put(on || undefined)} />;
    case 'words':
      return <WordsInput id={id} value={value as Words | undefined} onChange={put} />;
    case 'one_of':
      return (
        <Select
          id={id}
          size="small"
          value={typeof value === 'string' ? value : setting.fallback}
          options={setting.values.map((one) => ({ value: one, label: t(setting.prefix + one) }))}
          onChange={(next: string) => put(next === setting.fallback ? undefined : next)}
          style={{ width: '100%' }}
        />
      );
    case 'own':
      return <setting.Control {...given} />;
  }
}

const PLAIN = /^-?\d+(\.\d+)?$/;

/** Only a whole decimal reaches the document; what is being typed stays here. */
function Decimal({ id, value, onChange }: { id: string; value: string; onChange: (value: string | undefined) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const shown = typed ?? value;
  const isWrong = shown !== '' && !PLAIN.test(shown);
  return (
    <Input
      id={id}
      size="small"
      inputMode="decimal"
      value={shown}
      status={isWrong ? 'error' : ''}
      onChange={(event) => {
        const next = event.target.value.trim();
        setTyped(next);
        if (next === '' || PLAIN.test(next)) onChange(next || undefined);
      }}
      onBlur={() => setTyped(null)}
    />
  );
}
