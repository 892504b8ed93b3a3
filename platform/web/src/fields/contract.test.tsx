import { readFileSync } from 'node:fs';
import i18n from 'i18next';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Field, FieldValue } from '@/core/documents';
import zh from '@/locales/zh-CN.json';
import { fields } from '.';

/** Written from the server's registry: every type with its samples. */
interface ServerType {
  name: string;
  words: Record<string, string>;
  group: string;
  operators: string[];
  sortable: boolean;
  computed: boolean;
  samples: { config: object; given: unknown; wire?: FieldValue; shown?: Record<string, string>; refused?: string }[];
}

const { types } = JSON.parse(readFileSync('src/generated/fields.json', 'utf8')) as { types: ServerType[] };
process.env['TZ'] = 'UTC'; // the samples' moments are shown in UTC
const queries = new QueryClient();

beforeAll(() => i18n.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: zh } } }));

const configOf = (type: ServerType, config: object) => ({ id: 'x', type: type.name, label: { 'zh-CN': 'X' }, ...config }) as unknown as Field;

it('has one file per type of the server, and no other', () => {
  expect(fields.types()).toEqual(types.map((type) => type.name).sort());
});

describe.each(types)('$name', (type) => {
  const ui = fields.get(type.name);

  it('says the same as the server', () => {
    expect({ words: ui.words, group: ui.group, isComputed: ui.isComputed ?? false, isSortable: ui.isSortable }).toEqual({
      words: type.words,
      group: type.group,
      isComputed: type.computed,
      isSortable: type.sortable,
    });
  });

  it('compares only as the server can', () => {
    expect(ui.operators.filter((op) => !type.operators.includes(op))).toEqual([]);
  });

  it('makes a new field of its own type', () => {
    expect(ui.create('fresh')).toMatchObject({ id: 'fresh', type: type.name });
  });

  it.each(type.samples.filter((sample) => sample.refused === undefined).map((sample) => [JSON.stringify(sample.wire), sample] as const))('draws %s', (_, sample) => {
    const field = configOf(type, sample.config);
    const value = sample.wire ?? null;
    const markup = renderToStaticMarkup(
      <QueryClientProvider client={queries}>
        <ui.Cell field={field} value={value} />
        <ui.Input field={field} value={value} path="x" onChange={() => undefined} />
      </QueryClientProvider>,
    );
    expect(typeof markup).toBe('string');
    for (const [language, shown] of Object.entries(sample.shown ?? {})) {
      expect(ui.text(value, field, language === 'en' ? 'en' : 'zh-CN')).toBe(shown);
    }
  });
});

it('reads back what it shows, where it can be pasted', () => {
  const number = fields.get('number');
  const field = number.create('n');
  expect(number.read?.(number.text('1234.50', field, 'zh-CN'), field, 'zh-CN')).toBe('1234.50');
  const choice = { ...fields.get('choice').create('c'), options: [{ id: 'a', label: { 'zh-CN': '甲', en: 'First' } }] } as Field;
  expect(fields.get('choice').read?.('First', choice, 'zh-CN')).toBe('a');
  expect(fields.get('choice').read?.('乙', choice, 'zh-CN')).toBeUndefined();
});

it('draws a type it does not know as text', () => {
  expect(fields.get('hologram').text('x', { id: 'h', type: 'text', label: {} }, 'en')).toBe('x');
});
