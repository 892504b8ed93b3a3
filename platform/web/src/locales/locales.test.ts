import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, sep } from 'node:path';
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

/** The words a page brings, by the folder or the file that says them. */
const brought = Object.entries(import.meta.glob<object>('../**/*.words.json', { eager: true, import: 'default' })).map(([path, words]) => ({ path, keys: flat(words) }));
const chinese = [...flat(zh), ...brought.flatMap(({ keys }) => keys)];

it('has the same keys in both languages, each once', () => {
  expect(flat(en).sort()).toEqual(chinese.sort());
});

it('has words for every key the sources name', () => {
  const known = new Set(chinese);
  // The designer has words of its own (designer/words.test.ts).
  const pages = sources('src').filter((path) => !path.startsWith(join('src', 'designer')));
  const named = pages.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\bt\('([a-z][a-z0-9_.]*)'/g)].map((match) => match[1] ?? ''));
  expect(named.filter((key) => !known.has(key))).toEqual([]);
});

it('says the words of a page only where they were brought', () => {
  const strays = brought.flatMap(({ path, keys }) => {
    const home = join('src', path.replace('../', ''), '..');
    const others = sources('src').filter((file) => !file.startsWith(home + sep));
    return others.flatMap((file) => {
      const text = readFileSync(file, 'utf8');
      const isBrought = text.includes(`/${basename(path)}'`);
      return isBrought ? [] : keys.filter((key) => text.includes(`'${key}'`)).map((key) => `${file}: ${key}`);
    });
  });
  expect(strays).toEqual([]);
});
