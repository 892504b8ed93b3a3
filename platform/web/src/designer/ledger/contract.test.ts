/** Every ledger that is shipped is read, said in words, and saved as it was. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FormDocument } from '@/core/documents';
import { choose, type Words } from '@/core/words';
import zh from '../locales/zh-CN.json';
import own from './zh-CN.json';
import type { T } from '../words';
import { namedOfForm } from './context';
import { listOf, wayOfKey, type LedgerDesignDocument } from './document';
import { checkInWords, keyInWords, postingInWords, type Said } from './say';
import { createLedgerDesign } from './store';

const TEMPLATE = '../../jxc_template';
const read = <D>(folder: string): Map<string, D> => new Map(readdirSync(join(TEMPLATE, folder)).filter((name) => name.endsWith('.json')).map((name) => [name.replace('.json', ''), JSON.parse(readFileSync(join(TEMPLATE, folder, name), 'utf8')) as D]));
const ledgers = read<LedgerDesignDocument>('ledgers');
const forms = read<FormDocument>('forms');
const words = (given: Words | undefined) => choose(given, 'zh-CN');
let t: T;

beforeAll(async () => {
  const i18n = i18next.createInstance();
  await i18n.init({ lng: 'zh-CN', resources: { 'zh-CN': { designer: { ...zh, ...own } } }, defaultNS: 'designer', interpolation: { escapeValue: false } });
  t = i18n.getFixedT('zh-CN', 'designer') as unknown as T; // the same function, bound to another instance
});

function saidOf(doc: LedgerDesignDocument, form: string): Said {
  const namedOf = (key: string) => {
    const found = forms.get(key);
    return found ? namedOfForm(found, (one) => forms.get(one), (field) => words(field.label), t, words) : [];
  };
  const find = (ledger: string | undefined) => ledgers.get(ledger ?? doc.id);
  return {
    t,
    words,
    doc,
    form: forms.get(form),
    named: namedOf(form),
    namedOf,
    nameOf: () => undefined,
    ledgerTitle: (ledger) => words(ledgers.get(ledger)?.title),
    ledgerMeasure: (ledger, measure) => words(find(ledger)?.measures.find((one) => one.id === measure)?.label),
    ledgerCheck: (ledger, check) => words(find(ledger)?.checks?.find((one) => one.id === check)?.label),
  };
}

/** Whatever is said of a ledger. */
function sentences(doc: LedgerDesignDocument): string[] {
  const postings = listOf(doc, 'postings').flatMap((posting) => {
    const said = saidOf(doc, posting.form);
    const { what, more } = postingInWords(posting, said);
    return [what, ...more, ...doc.dimensions.map((one) => keyInWords(one, posting.dimensions[one.id], said))];
  });
  return [...postings, ...listOf(doc, 'checks').map((one) => checkInWords(one, saidOf(doc, '')))];
}

describe.each([...ledgers])('%s', (_, doc) => {
  it('is said in words, without ids, and without anything that is gone', () => {
    const said = sentences(doc);
    expect(said.filter((one) => one === '' || one.includes(zh.formula.deleted))).toEqual([]);
    expect(said.filter((one) => /[a-z]+_[a-z]+|\{[^}]*\}(?!,)/.test(one) && !/\{(product|batch|serial)\}/.test(one))).toEqual([]);
  });

  it('is saved as it was, also after a change that is undone', () => {
    const before = JSON.stringify(doc);
    const design = createLedgerDesign(doc);
    expect(JSON.stringify(design.getState().doc)).toBe(before);
    design.getState().putAt('measures', 0, { unit: '件' });
    design.getState().remove('dimensions', 0);
    design.temporal.getState().undo();
    design.temporal.getState().undo();
    expect(JSON.stringify(design.getState().doc)).toBe(before);
  });

  it('keeps what is allotted when something beside it changes', () => {
    const design = createLedgerDesign(doc);
    const allotted = () => listOf(design.getState().doc, 'postings').flatMap((one) => Object.values(one.dimensions).filter((given) => wayOfKey(given) === 'allotted'));
    const before = JSON.stringify(allotted());
    listOf(doc, 'postings').forEach((one, at) => design.getState().putAt('postings', at, { date: `${one.date}_` }));
    expect(JSON.stringify(allotted())).toBe(before);
  });
});
