/** The settings of steps and triggers in an admin's words. */
import { useMemo } from 'react';
import { useWords } from '@/ui/hooks';
import type { Condition } from '@/core/documents';
import { useSay, type Say } from '../flow/say';
import { conditionInWords } from '../lib/condition-words';
import { useValueNames } from '../lib/value-names';
import { useNamed, type Named } from '../lib/names';
import { useReading, type Reading } from './context';
import type { Step } from './document';
import { messageInNames } from './message';
import { useDocuments } from './parts/documents';

export interface AutomationSay extends Say {
  /** A message or formula with its fields by name. */
  message: (text: string) => string;
  /** The label of another form's field. */
  fieldOf: (form: string, path: string) => string;
  /** `客户 等于 步骤 1 · 客户`. */
  match: (form: string, match: Condition | undefined) => string;
  /** `步骤 2`. */
  step: (id: string) => string;
  /** A subform, of the record or of what a step gave. */
  rows: (path: string) => string;
  /** A condition about what a loop is at. */
  inside: (step: Step, condition: Condition) => string;
  report: (key: string) => string;
  ledger: (key: string) => string;
}

export function useAutomationSay(): AutomationSay {
  const say = useSay();
  const reading = useReading();
  const named = useNamed();
  const words = useWords();
  const reports = useDocuments('report');
  const ledgers = useDocuments('ledger');
  const nameOf = useValueNames();
  return useMemo(() => {
    const label = (all: readonly Named[], path: string) => all.find((one) => one.path === path)?.label ?? say.t('formula.deleted');
    const step = (id: string) => say.t('automation.step_n', { n: reading.numbers.get(id) ?? '?' });
    return {
      ...say,
      message: (text) => messageInNames(text, named),
      fieldOf: (form, path) => label(reading.fieldsOf(form), path),
      match: (form, match) => conditionInWords(match, { named: [...reading.fieldsOf(form)], right: named, t: say.t, words, nameOf }) || say.t('automation.matches_all'),
      step,
      rows: (path) => rowsInWords(path, reading, words, step) ?? say.t('formula.deleted'),
      inside: (one, condition) => conditionInWords(condition, { named: reading.named(reading.scopes.get(one.id)?.inside ?? { subject: undefined, known: new Map() }), t: say.t, words, nameOf }),
      report: (key) => reports.find((one) => one.value === key)?.label ?? key,
      ledger: (key) => ledgers.find((one) => one.value === key)?.label ?? key,
    };
  }, [say, reading, named, words, reports, ledgers, nameOf]);
}

function rowsInWords(path: string, reading: Reading, words: ReturnType<typeof useWords>, step: (id: string) => string): string | undefined {
  const [, of, rest = path] = /^\$([a-z0-9_]+)\.(.+)$/.exec(path) ?? [];
  const last = reading.scopes.get('');
  const shape = of ? last?.known.get(of)?.shape : last?.subject;
  const field = shape?.fields.find((one) => one.id === rest);
  return field && (of ? `${step(of)} · ${words(field.label)}` : words(field.label));
}
