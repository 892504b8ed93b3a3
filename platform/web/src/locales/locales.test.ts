import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import en from './en.json';
import zh from './zh-CN.json';

const flat = (words: object, before = ''): string[] =>
  Object.entries(words).flatMap(([key, value]) => (typeof value === 'object' ? flat(value as object, `${before}${key}.`) : [before + key]));

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    // The designer brings its own words.
    if (entry.isDirectory()) return entry.name === 'designer' ? [] : sources(path);
    return /(?<!\.test)\.tsx?$/.test(entry.name) ? [path] : [];
  });

it('has the same keys in both languages', () => {
  expect(flat(en).sort()).toEqual(flat(zh).sort());
});

it('has words for every key the sources name', () => {
  const known = new Set(flat(zh));
  // The designer has words of its own (designer/words.test.ts).
  const pages = sources('src').filter((path) => !path.startsWith(join('src', 'designer')));
  const named = pages.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\bt\('([a-z][a-z0-9_.]*)'/g)].map((match) => match[1] ?? ''));
  expect(named.filter((key) => !known.has(key))).toEqual([]);
});
