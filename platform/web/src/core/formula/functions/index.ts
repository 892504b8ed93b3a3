/** Every function by its name, as a binding of argument closures to the closure of the call. */
import { FormulaError, caught, type Value } from '../values';
import { dates, worldlyDates } from './date';
import type { Lazy, Plain, Run } from './kinds';
import { lazyLogic, logic } from './logic';
import { math } from './math';
import { texts, worldlyTexts } from './text';

const bindings = new Map<string, Lazy>();
for (const [name, bind] of Object.entries(lazyLogic)) bindings.set(name, bind);
for (const [name, run] of Object.entries({ ...worldlyDates, ...worldlyTexts })) bindings.set(name, () => (_, env) => run(env));
for (const [name, run] of Object.entries({ ...math, ...logic, ...dates, ...texts })) bindings.set(name, eager(run));

export const functionNames: readonly string[] = [...bindings.keys()].sort();

export function bound(name: string, args: Run[]): Run {
  return bindings.get(name)!(args);
}

function eager(run: Plain): Lazy {
  return (args) => (get, env) => {
    const values: Value[] = [];
    for (const arg of args) {
      const value = arg(get, env);
      if (value instanceof FormulaError) return value;
      values.push(value);
    }
    try {
      return run(values);
    } catch (failure) {
      return caught(failure);
    }
  };
}
