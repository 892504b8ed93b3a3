/** The front door of formulas: `parse(text)` once, `formula.run(get, env)` ever after. */
import { compiled } from './evaluate';
import type { Get, Run } from './functions/kinds';
import { Reader } from './syntax';
import type { Env, Value } from './values';

export { FormulaSyntax } from './errors';
export { functionSpecs, type FunctionSpec } from './functions/catalogue';
export { FormulaError, show, type Env, type Value } from './values';

export interface Formula {
  readonly text: string;
  /** Paths as written: `qty`, `lines.qty`. */
  readonly refs: ReadonlySet<string>;
  readonly functions: ReadonlySet<string>;
  run(get: Get, env: Env): Value;
}

const known = new Map<string, Formula>();
const MOST_KNOWN = 2_000;

/** Throws `FormulaSyntax` with the position of the first mistake. */
export function parse(text: string): Formula {
  const found = known.get(text);
  if (found) return found;
  const reader = new Reader(text);
  const run: Run = compiled(reader.read());
  const formula = { text, refs: reader.references, functions: reader.functions, run };
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(text, formula);
  return formula;
}
