// Runs the browser's formula engine: node formula_twin.mjs <platform/web> <in.json> <out.json>
// It bundles the TypeScript with the front end's own rolldown, so that no build is needed.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [web, input, output] = process.argv.slice(2);
const formulas = path.join(web, 'src/core/formula');
const { rolldown } = await import(pathToFileURL(createRequire(path.join(web, 'package.json')).resolve('rolldown')).href);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'twin-'));
const entry = path.join(folder, 'entry.ts');
const names = ['formula', 'values', 'errors', 'calendar'];
fs.writeFileSync(entry, names.map((name) => `export * from ${JSON.stringify(path.join(formulas, `${name}.ts`))};`).join('\n'));
const bundle = await rolldown({ input: entry, platform: 'node', logLevel: 'silent' });
await bundle.write({ file: path.join(folder, 'twin.mjs'), format: 'esm' });
const twin = await import(pathToFileURL(path.join(folder, 'twin.mjs')).href);
fs.rmSync(folder, { recursive: true });

const given = JSON.parse(fs.readFileSync(input, 'utf8'));
const zone = () => given.offset;
const env = {
  today: new twin.Day(twin.parseIsoDay(given.today)),
  now: new twin.Moment(Date.parse(given.now), zone),
  member: given.member,
};

function typed(value) {
  if (Array.isArray(value)) return value.map(typed);
  if (value === null || typeof value !== 'object') return value;
  if ('number' in value) return new twin.D(value.number);
  if ('date' in value) return new twin.Day(twin.parseIsoDay(value.date));
  return new twin.Moment(Date.parse(value.moment), zone);
}

const fields = Object.fromEntries(Object.entries(given.fields).map(([name, value]) => [name, typed(value)]));
const get = (name) => fields[name] ?? null;

function result(formula) {
  try {
    return twin.show(twin.parse(formula).run(get, env));
  } catch (failure) {
    if (failure instanceof twin.FormulaSyntax) return `!${failure.reason}@${failure.position}`;
    return `!!${failure.stack}`;
  }
}

fs.writeFileSync(output, JSON.stringify(given.formulas.map(result)));
