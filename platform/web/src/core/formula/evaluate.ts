/** Turns a tree into closures, once; running them is all that a keystroke pays for. */
import { bound } from './functions';
import type { Run } from './functions/kinds';
import { power } from './functions/math';
import type { Node } from './syntax';
import {
  D, DIV0, type Day, Fail, FormulaError, HUNDRED, Moment, VALUE, caught, compare, daysBetween, isDated, isEmpty, limited,
  number, shifted, short, text, type Decimal, type Env, type Value,
} from './values';

export function compiled(node: Node): Run {
  switch (node.kind) {
    case 'literal':
      return literal(node.value);
    case 'reference':
      return (get, env) => local(get(node.path), env);
    case 'negation':
      return unary(compiled(node.operand), (given) => given.neg());
    case 'percent':
      return unary(compiled(node.operand), (given) => given.div(HUNDRED));
    case 'binary':
      return chain(node);
    case 'call':
      return bound(node.name, node.args.map(compiled));
  }
}

function literal(value: string | boolean | Decimal): Run {
  let result: Value = value;
  if (value instanceof D) {
    try {
      result = limited(value.plus(0));
    } catch (failure) {
      result = caught(failure);
    }
  }
  return () => result;
}

/** Moments in the actor's own time, so that no function needs to know the zone. */
function local(value: Value, env: Env): Value {
  if (value instanceof Moment) return new Moment(value.at, env.now.zone);
  return Array.isArray(value) ? value.map((item) => local(item, env)) : value;
}

function unary(operand: Run, change: (given: Decimal) => Decimal): Run {
  return (get, env) => {
    const value = operand(get, env);
    try {
      return limited(change(number(value)));
    } catch (failure) {
      return caught(failure);
    }
  };
}

type Operation = (left: Value, right: Value) => Value;

/** `a+b+c+…` leans to the left: a loop, so that its length costs no stack. */
function chain(node: Extract<Node, { kind: 'binary' }>): Run {
  const steps: [Operation, Run][] = [];
  let first: Node = node;
  while (first.kind === 'binary') {
    steps.push([OPERATIONS[first.operator]!, compiled(first.right)]);
    first = first.left;
  }
  steps.reverse();
  const start = compiled(first);
  return (get, env) => {
    let result = start(get, env);
    try {
      for (const [operation, right] of steps) result = operation(result, right(get, env));
    } catch (failure) {
      return caught(failure);
    }
    return result;
  };
}

function add(left: Value, right: Value): Value {
  if (!isDated(left) && !isDated(right)) return limited(number(left).plus(number(right)));
  refuseErrors(left, right);
  if (isEmpty(left) || isEmpty(right)) return null;
  return isDated(left) ? shifted(left, number(right)) : shifted(right as Day | Moment, number(left));
}

function subtract(left: Value, right: Value): Value {
  if (!isDated(left) && !isDated(right)) return limited(number(left).minus(number(right)));
  refuseErrors(left, right);
  if (isEmpty(left) || isEmpty(right)) return null;
  if (!isDated(left)) throw new Fail(VALUE);
  return isDated(right) ? daysBetween(left, right) : shifted(left, number(right).neg());
}

function refuseErrors(...values: Value[]): void {
  for (const value of values) if (value instanceof FormulaError) throw new Fail(value);
}

function divide(left: Value, right: Value): Value {
  const [above, below] = [number(left), number(right)];
  if (below.isZero()) throw new Fail(DIV0);
  return limited(above.div(below));
}

const OPERATIONS: Record<string, Operation> = {
  '+': add,
  '-': subtract,
  '*': (left, right) => limited(number(left).times(number(right))),
  '/': divide,
  '^': power,
  '&': (left, right) => short(text(left) + text(right)),
  '=': (left, right) => compare(left, right) === 0,
  '<>': (left, right) => compare(left, right) !== 0,
  '<': (left, right) => compare(left, right) < 0,
  '>': (left, right) => compare(left, right) > 0,
  '<=': (left, right) => compare(left, right) <= 0,
  '>=': (left, right) => compare(left, right) >= 0,
};
