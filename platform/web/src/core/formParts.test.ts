import { expect, test } from 'vitest';
import type { Field, FormDocument } from './documents';
import { idsOf, partsOf } from './formParts';

const field = (id: string): Field => ({ id, type: 'text', label: {} }) as Field;
const heading = (id: string): Field => ({ id, type: 'section', label: {} });
const tab = (id: string): Field => ({ id, type: 'section', style: 'tab', label: {} });
const form = (...fields: Field[]) => ({ fields }) as unknown as FormDocument;

test('without tabs all of it stands above', () => {
  const { above, tabs } = partsOf(form(field('a'), heading('h'), field('b')));
  expect(above.map((part) => [part.heading?.id ?? null, idsOf([part])])).toEqual([[null, ['a']], ['h', ['b']]]);
  expect(tabs).toEqual([]);
});

test('a tab goes on to the next one, with the headings in it', () => {
  const { above, tabs } = partsOf(form(field('a'), tab('t'), field('b'), heading('h'), field('c'), tab('u'), field('d')));
  expect(idsOf(above)).toEqual(['a']);
  expect(tabs.map((one) => [one.section.id, one.parts.map((part) => part.heading?.id ?? null), idsOf(one.parts)])).toEqual([
    ['t', [null, 'h'], ['b', 'c']],
    ['u', [null], ['d']],
  ]);
});

test('a tab may be empty', () => {
  expect(partsOf(form(tab('t'), tab('u'))).tabs.map((one) => one.parts)).toEqual([[], []]);
});
