import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import en from './locales/en.json';
import zh from './locales/zh-CN.json';

const keysOf = (value: object, at = ''): string[] =>
  Object.entries(value).flatMap(([key, one]) => (typeof one === 'string' ? [`${at}${key}`] : keysOf(one as object, `${at}${key}.`)));

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

it('says everything in both languages', () => {
  expect(keysOf(en)).toEqual(keysOf(zh));
});

it('has words for every key the sources name', () => {
  const known = new Set(keysOf(zh).map((key) => key.replace(/_(?:one|other)$/, '')));
  const named = sources('src/designer').flatMap((text) => [...text.matchAll(/\bt\('([a-z][a-z0-9_.]*)'/g)].map((match) => match[1]!));
  expect(named.filter((key) => !known.has(key))).toEqual([]);
});

it('has words for every setting', () => {
  const known = new Set(keysOf(zh));
  const settings = sources('src/designer/form/types').flatMap((text) => [...text.matchAll(/key: '([a-z_]+)'(?:, words: '([a-z_.]+)')?/g)].map((match) => match[2] ?? `set.${match[1]}`));
  expect(settings.filter((key) => !known.has(key))).toEqual([]);
});
