/** A condition as a sentence: 总金额 大于 5000 且 部门 等于 一店. */
import type { Condition, Field, Term } from '@/core/documents';
import type { Words } from '@/core/words';
import type { T } from '../words';
import type { Named } from './names';
import type { ValueName } from './value-names';

interface Speaking {
  named: readonly Named[];
  /** What the values may name, where that is something else. */
  right?: readonly Named[];
  t: T;
  words: (words: Words | undefined) => string;
  /** What a person, a department or a record is called. */
  nameOf?: ValueName;
  /** So many parts are said; the others are counted. */
  most?: number;
}

const MOST_TERMS = 4;

/** '' where it says nothing. */
export function conditionInWords(condition: Condition | undefined, speaking: Speaking): string {
  const parts = condition?.cond ?? [];
  const { t, most = MOST_TERMS } = speaking;
  const said = parts.slice(0, most).map((part) => ('cond' in part ? `（${conditionInWords(part, speaking)}）` : termInWords(part, speaking)));
  const joined = said.join(t(condition?.rel === 'or' ? 'cond.word_or' : 'cond.word_and'));
  return parts.length > most ? t('cond.and_more', { said: joined, n: parts.length - most }) : joined;
}

function termInWords(term: Term, { named, right = named, t, words, nameOf }: Speaking): string {
  const found = named.find((one) => one.path === term.field);
  const name = found?.label ?? t(`system.${term.field}`, { defaultValue: t('formula.deleted') });
  const op = t(`cond.op_${term.op}`);
  if (term.op === 'empty' || term.op === 'not_empty') return `${name} ${op}`;
  return `${name} ${op} ${valueInWords(term.value, found?.field, right, { t, words, nameOf })}`;
}

function valueInWords(value: Term['value'], field: Field | undefined, named: readonly Named[], speaking: Literally): string {
  const { t } = speaking;
  if (value === undefined || value === null || value === '') return t('cond.word_nothing');
  if (Array.isArray(value)) return value.map((one) => literal(one, field, speaking)).join('、');
  if (typeof value === 'object') {
    if ('current' in value) return t(`cond.current_${value.current}`);
    return named.find((one) => one.path === value.field)?.label ?? t('formula.deleted');
  }
  return literal(value, field, speaking);
}

type Literally = Pick<Speaking, 't' | 'words'> & { nameOf: ValueName | undefined };

/** Records and people are stored by id: their names are not in the document. */
function literal(value: string | boolean | null, field: Field | undefined, { t, words, nameOf }: Literally): string {
  if (typeof value === 'boolean') return t(value ? 'cond.word_yes' : 'cond.word_no');
  if (field?.type === 'choice' || field?.type === 'multi_choice') return words(field.options.find((one) => one.id === value)?.label) || String(value);
  if (field?.type === 'reference' || field?.type === 'member' || field?.type === 'department') return (typeof value === 'string' && nameOf?.(field, value)) || t('cond.word_chosen');
  return String(value ?? '');
}
