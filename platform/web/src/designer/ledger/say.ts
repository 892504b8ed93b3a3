/** What a ledger does, in sentences: from where the parts of a key come, how much is counted. Pure. */
import type { Field, FormDocument } from '@/core/documents';
import type { Words } from '@/core/words';
import { conditionInWords } from '../lib/condition-words';
import type { ValueName } from '../lib/value-names';
import type { Named } from '../lib/names';
import type { T } from '../words';
import { readAmount, wayOfKey, type Allotted, type Check, type CostRule, type Dimension, type Given, type LedgerDesignDocument, type Measure, type Posting } from './document';

export interface Said {
  t: T;
  words: (words: Words | undefined) => string;
  doc: LedgerDesignDocument;
  /** What the posting's form is called, and all that may be named of it. */
  form: FormDocument | undefined;
  named: readonly Named[];
  /** Fields of other forms, for conditions on the dimension's own record. */
  namedOf: (form: string) => readonly Named[];
  nameOf: ValueName;
  ledgerTitle: (ledger: string) => string;
  ledgerMeasure: (ledger: string | undefined, measure: string) => string;
  ledgerCheck: (ledger: string | undefined, check: string) => string;
}

export const fieldIn = (path: string, { named, t }: Pick<Said, 'named' | 't'>): string => named.find((one) => one.path === path)?.label ?? t('formula.deleted');
const dimensionIn = (id: string, { doc, words, t }: Said): string => words(doc.dimensions.find((one) => one.id === id)?.label) || t('formula.deleted');
const and = (parts: readonly string[], { t }: Said) => parts.join(t('ledger.and'));

export function formulaInWords(text: string, said: Pick<Said, 'named' | 't'>): string {
  return text.replace(/\{\s*([$a-z][a-z0-9_.]*)\s*\}/g, (_, path: string) => fieldIn(path, said));
}

/** `商品：商品明细 · 商品`. */
export function keyInWords(dimension: Dimension, given: Given | undefined, said: Said): string {
  const { t } = said;
  const way = wayOfKey(given);
  switch (way) {
    case 'empty':
      return t('ledger.key_empty');
    case 'field':
      return fieldIn(given as string, said);
    case 'first':
      return t('ledger.key_first', { fields: (given as string[]).map((path) => fieldIn(path, said)).join(t('ledger.else')) });
    case 'found':
      return foundInWords((given as { found_by: Record<string, string> }).found_by, said);
    case 'allotted':
      return allottedInWords(dimension, given as Allotted, said);
  }
}

function foundInWords(by: Readonly<Record<string, string>>, said: Said): string {
  const parts = Object.entries(by).map(([id, path]) => said.t('ledger.found_part', { dimension: dimensionIn(id, said), field: fieldIn(path, said) }));
  return said.t('ledger.key_found', { parts: and(parts, said) });
}

/** Which goes first, like which, of which line; and what is said where none fits. */
export function allottedInWords(dimension: Dimension, given: Allotted, said: Said): string {
  const { t } = said;
  const of = dimension.form ? said.namedOf(dimension.form) : [];
  const paths = given.given === undefined ? [] : typeof given.given === 'string' ? [given.given] : given.given;
  const parts = [
    paths.length > 0 && t('ledger.allot_given', { fields: paths.map((path) => fieldIn(path, said)).join(t('ledger.else')) }),
    ...(given.first ?? []).map((order) => {
      const by = order.by.map((path) => fieldIn(path, { named: of, t })).join('、');
      const when = conditionInWords(order.when, { named: said.named, t, words: said.words, nameOf: said.nameOf });
      return when ? t('ledger.allot_first_when', { by, when }) : t('ledger.allot_first', { by });
    }),
    given.only && t('ledger.allot_only', { when: conditionInWords(given.only, { named: of, right: said.named, t, words: said.words, nameOf: said.nameOf }) }),
    given.until && t('ledger.allot_until', { field: fieldIn(given.until, { named: of, t }) }),
    given.like && t('ledger.allot_like', { rule: ruleName(given.like, said) }),
    given.of && t('ledger.allot_of', { field: fieldIn(given.of.record, said) }),
    given.refused && t('ledger.allot_refused', { message: said.words(given.refused.message) }),
  ];
  return parts.filter(Boolean).join(t('ledger.semicolon'));
}

/** Rules have no names of their own: their place, and their form. */
export function ruleName(id: string, { doc, t }: Pick<Said, 'doc' | 't'>): string {
  const at = (doc.postings ?? []).findIndex((one) => one.id === id);
  return at < 0 ? t('formula.deleted') : t('ledger.rule_n', { n: at + 1 });
}

/** `数量 + 明细 · 数量`. */
export function amountInWords(measure: Measure, text: string | undefined, said: Pick<Said, 'named' | 't' | 'words'>): string {
  const { t } = said;
  const { way, path } = readAmount(text);
  const name = said.words(measure.label);
  switch (way) {
    case 'none':
      return '';
    case 'count':
      return t('ledger.amount_count', { name });
    case 'plus':
      return t('ledger.amount_plus', { name, field: fieldIn(path, said) });
    case 'minus':
      return t('ledger.amount_minus', { name, field: fieldIn(path, said) });
    case 'formula':
      return t('ledger.amount_formula', { name, formula: formulaInWords(text ?? '', said) });
  }
}

export function costInWords(cost: CostRule, said: Said): string {
  const { t } = said;
  const parts = [
    t(`ledger.cost_${cost.rule}`),
    cost.of && cost.of.length > 0 && cost.of.map((id) => ruleName(id, said)).join('、'),
    cost.record && fieldIn(cost.record, said),
    cost.into && t('ledger.cost_into_words', { field: fieldIn(cost.into, said) }),
  ];
  return parts.filter(Boolean).join(' · ');
}

/** The parts of a posting's sentence. */
export function postingInWords(posting: Posting, said: Said): { what: string; more: string[] } {
  const { doc, t, words, form, named } = said;
  const amounts = doc.measures.map((one) => amountInWords(one, posting.measures[one.id], said)).filter(Boolean);
  const each = form?.fields.find((field: Field) => field.id === posting.each);
  const when = conditionInWords(posting.when, { named, t, words, nameOf: said.nameOf });
  const more = [
    each && t('ledger.each_words', { name: words(each.label) }),
    posting.items && t('ledger.items_words', { field: fieldIn(posting.items, said) }),
    ...doc.dimensions.filter((one) => wayOfKey(posting.dimensions[one.id]) === 'allotted').map((one) => t('ledger.allotted_words', { name: words(one.label) })),
    when && t('ledger.when_words', { when }),
    posting.cost && costInWords(posting.cost, said),
    posting.up_to && t('ledger.within_words', { check: said.ledgerCheck(posting.up_to.ledger, posting.up_to.check) }),
  ];
  return { what: amounts.join(t('ledger.comma')) || t('ledger.posts_nothing'), more: more.filter((one): one is string => Boolean(one)) };
}

/** `现存量 − 锁定量 ≥ 0，按商品、仓库`. */
export function checkInWords(check: Check, said: Said): string {
  const { t } = said;
  const sum = check.terms
    .map((term, at) => {
      const name = said.ledgerMeasure(term.ledger, term.measure);
      const where = term.ledger ? `${said.ledgerTitle(term.ledger)} · ${name}` : name;
      return term.sign === '-' ? ` − ${where}` : at > 0 ? ` + ${where}` : where;
    })
    .join('')
    .trim();
  return t(check.refuses === false ? 'ledger.sum_words' : 'ledger.check_words', { sum, min: check.min ?? '0', by: check.by.map((id) => dimensionIn(id, said)).join('、') });
}
