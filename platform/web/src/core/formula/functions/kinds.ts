/** The three ways a function can be written. */
import type { Env, Value } from '../values';

export type Get = (path: string) => Value;
export type Run = (get: Get, env: Env) => Value;

/** Gets values and returns a value; an error among its arguments is its result without a call. */
export type Plain = (args: Value[]) => Value;
/** Decides itself which arguments to compute. */
export type Lazy = (args: Run[]) => Run;
/** Reads the environment. */
export type Worldly = (env: Env) => Value;
