/** Decisions. Only the branch that is taken is computed. */
import { D, FormulaError, NA, caught, compare, isEmpty, truth, type Value } from '../values';
import type { Lazy, Plain, Run } from './kinds';

function tested(value: Value): boolean | FormulaError {
  try {
    return truth(value);
  } catch (failure) {
    return caught(failure);
  }
}

function choose([test, then, other]: Run[]): Run {
  return (get, env) => {
    const holds = tested(test!(get, env));
    if (holds === true) return then!(get, env);
    return holds === false && other ? other(get, env) : holds;
  };
}

function ifs(args: Run[]): Run {
  return (get, env) => {
    for (let i = 0; i + 1 < args.length; i += 2) {
      const holds = tested(args[i]!(get, env));
      if (holds === true) return args[i + 1]!(get, env);
      if (holds !== false) return holds;
    }
    return NA;
  };
}

function switchOn([given, ...cases]: Run[]): Run {
  const fallback = cases.length % 2 ? cases[cases.length - 1] : undefined;
  return (get, env) => {
    const wanted = given!(get, env);
    for (let i = 0; i + 1 < cases.length; i += 2) {
      const value = cases[i]!(get, env);
      try {
        if (compare(wanted, value) !== 0) continue;
      } catch (failure) {
        return caught(failure);
      }
      return cases[i + 1]!(get, env);
    }
    if (wanted instanceof FormulaError) return wanted;
    return fallback ? fallback(get, env) : NA;
  };
}

/** Stops at the first test that decides, so that `AND(x<>0, 1/x>2)` is no error. */
function until(args: Run[], decided: boolean): Run {
  return (get, env) => {
    for (const arg of args) {
      const value = arg(get, env);
      for (const item of Array.isArray(value) ? value : [value]) {
        const holds = tested(item);
        if (holds !== !decided) return holds;
      }
    }
    return !decided;
  };
}

function ifError([tried, other]: Run[]): Run {
  return (get, env) => {
    const value = tried!(get, env);
    return value instanceof FormulaError ? other!(get, env) : value;
  };
}

export const lazyLogic: Record<string, Lazy> = {
  IF: choose,
  IFS: ifs,
  SWITCH: switchOn,
  AND: (args) => until(args, false),
  OR: (args) => until(args, true),
  IFERROR: ifError,
  ISERROR: ([tried]) => (get, env) => tried!(get, env) instanceof FormulaError,
};

export const logic: Record<string, Plain> = {
  NOT: ([value]) => !truth(value!),
  XOR: (args) => args.filter(truth).length % 2 === 1,
  ISEMPTY: ([value]) => isEmpty(value!),
  ISNUMBER: ([value]) => value instanceof D,
  TRUE: () => true,
  FALSE: () => false,
};
