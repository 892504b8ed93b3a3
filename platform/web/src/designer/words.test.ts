import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import en from './locales/en.json';
import common from './locales/zh-CN.json';

const HOME = join('src', 'designer');

const keysOf = (value: object, at = ''): string[] =>
  Object.entries(value).flatMap(([key, one]) => (typeof one === 'string' ? [`${at}${key}`] : keysOf(one as object, `${at}${key}.`)));

/** The words a part brings, by the module that brings them. */
const parts = Object.entries(import.meta.glob<object>('./**/zh-CN.json', { eager: true, import: 'default' }))
  .filter(([path]) => !path.startsWith('./locales/'))
  .map(([path, words]) => ({ home: join(HOME, dirname(path), 'words.ts'), words }));
const chinese = [common, ...parts.map(({ words }) => words)].flatMap((words) => keysOf(words));

const sources = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /(?<!\.test)\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));

const read = (path: string) => readFileSync(path, 'utf8');

/** A module and all it imports at once within the designers. */
function closure(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const [, named] of read(path).matchAll(/^(?:import|export) .*?['"](\.{1,2}\/[^'"]+)['"]/gm)) {
    const found = ['.ts', '.tsx'].map((ending) => join(dirname(path), `${named!}${ending}`)).find(existsSync);
    if (found?.startsWith(HOME)) closure(found, seen);
  }
  return seen;
}

it('says everything in both languages, each once', () => {
  expect(keysOf(en).sort()).toEqual(chinese.sort());
});

it('has words for every key the sources name', () => {
  const known = new Set(chinese.map((key) => key.replace(/_(?:one|other)$/, '')));
  const named = sources(HOME).flatMap((path) => [...read(path).matchAll(/\bt\('([a-z][a-z0-9_.]*)'/g)].map((match) => match[1]!));
  expect(named.filter((key) => !known.has(key))).toEqual([]);
});

it('has words for every setting', () => {
  const known = new Set(chinese);
  const settings = sources(join(HOME, 'form', 'types')).flatMap((path) => [...read(path).matchAll(/key: '([a-z_]+)'(?:, words: '([a-z_.]+)')?/g)].map((match) => match[2] ?? `set.${match[1]}`));
  expect(settings.filter((key) => !known.has(key))).toEqual([]);
});

it('brings with every module that is fetched by itself the words it says', () => {
  const fetched = sources('src').flatMap((path) => [...read(path).matchAll(/import\('(\.{1,2}\/[^']+)'\)/g)].map((match) => join(dirname(path), `${match[1]!}.tsx`)));
  const alone = [...readdirSync(HOME).filter((name) => name.endsWith('.tsx')).map((name) => join(HOME, name)), ...fetched.filter((path) => path.startsWith(HOME) && existsSync(path))];
  const missing = alone.flatMap((path) => {
    const loaded = closure(path);
    const said = [...loaded].map(read).join('\n');
    return parts
      .filter(({ home }) => !loaded.has(home))
      .flatMap(({ home, words }) => Object.keys(words).filter((group) => new RegExp(`['"\`]${group}\\.[a-z$]`).test(said)).map((group) => `${path} says ${group}, which ${home} brings`));
  });
  expect(missing).toEqual([]);
});
