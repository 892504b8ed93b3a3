/** What a formula gives, by what it reads: money stays money. Pure; null where it could be anything. */
import type { Field } from '@/core/documents';
import type { Result } from '@/core/formula/results';
import { Reader, type Node } from '@/core/formula/syntax';

export type Implied = Result | null;
type Reads = (path: string) => Field | undefined;

const OF_FIELD: Partial<Record<Field['type'], Result>> = { money: 'money', number: 'number', date: 'date', switch: 'switch', text: 'text', long_text: 'text', serial: 'text' };
/** Functions that give what they are given; of the others, what they always give. */
const KEEPING = new Set(['SUM', 'AVERAGE', 'MAX', 'MIN', 'ABS', 'INT', 'CEILING', 'FLOOR', 'TRUNC']);
const FIRST = new Set(['ROUND', 'ROUNDUP', 'ROUNDDOWN', 'LARGE', 'SMALL', 'IFERROR']);
const ALWAYS: Readonly<Record<Result, readonly string[]>> = {
  text: ['CONCAT', 'CONCATENATE', 'LEFT', 'RIGHT', 'MID', 'UPPER', 'LOWER', 'TRIM', 'REPLACE', 'SUBSTITUTE', 'REPT', 'TEXT', 'TEXTJOIN', 'RMBCAP', 'RMBCAPS'],
  date: ['DATE', 'TODAY', 'EDATE', 'EOMONTH'],
  switch: ['AND', 'OR', 'NOT', 'XOR', 'TRUE', 'FALSE', 'EXACT', 'ISEMPTY', 'ISERROR', 'ISNUMBER'],
  number: ['COUNT', 'COUNTA', 'COUNTIF', 'LEN', 'MOD', 'POWER', 'SIGN', 'DAYS', 'DATEDIF', 'YEAR', 'MONTH', 'DAY', 'WEEKDAY', 'HOUR', 'MINUTE', 'SECOND', 'VALUE', 'FIND', 'SEARCH'],
  money: [],
};
const GIVES = new Map(Object.entries(ALWAYS).flatMap(([result, names]) => names.map((name) => [name, result as Result] as const))); // the keys of ALWAYS

export function impliedResult(formula: string, reads: Reads): Implied {
  if (formula.trim() === '') return null;
  try {
    return of(new Reader(formula).read(), reads);
  } catch {
    return null; // half typed
  }
}

function of(node: Node, reads: Reads): Implied {
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string' ? 'text' : typeof node.value === 'boolean' ? 'switch' : 'number';
    case 'reference': {
      const field = reads(node.path);
      return field ? (field.type === 'formula' ? field.result : (OF_FIELD[field.type] ?? null)) : null;
    }
    case 'negation':
    case 'percent':
      return of(node.operand, reads);
    case 'binary':
      return ofBinary(node.operator, of(node.left, reads), of(node.right, reads));
    case 'call':
      return ofCall(node.name.toUpperCase(), node.args, reads);
  }
}

function ofBinary(operator: string, left: Implied, right: Implied): Implied {
  if (operator === '&') return 'text';
  if (['=', '<>', '<', '>', '<=', '>='].includes(operator)) return 'switch';
  if (operator === '+' || operator === '-') return ofSum(operator, left, right);
  if (left === null || right === null) return null;
  const isRatio = operator === '/' && left === 'money' && right === 'money';
  return (left === 'money' || right === 'money') && !isRatio && operator !== '^' ? 'money' : 'number';
}

function ofSum(operator: string, left: Implied, right: Implied): Implied {
  if (left === 'date' || right === 'date') return operator === '-' && left === right ? 'number' : 'date';
  return either(left, right);
}

/** Of several that may be the answer. */
function either(...given: Implied[]): Implied {
  if (given.includes('money') && given.every((one) => one === 'money' || one === 'number')) return 'money';
  const [first = null, ...others] = given;
  return others.every((one) => one === first) ? first : null;
}

function ofCall(name: string, args: readonly Node[], reads: Reads): Implied {
  const given = args.map((one) => of(one, reads));
  const at = (place: number): Implied => given[place] ?? null;
  if (FIRST.has(name)) return at(0);
  if (KEEPING.has(name)) return either(...given);
  if (name === 'IF') return given.length > 2 ? either(at(1), at(2)) : at(1);
  if (name === 'IFS') return either(...given.filter((_, place) => place % 2 === 1));
  if (name === 'SUMIF') return at(given.length > 2 ? 2 : 0);
  if (name === 'SUMPRODUCT' || name === 'PRODUCT') return given.reduce((one, other) => ofBinary('*', one, other), 'number');
  return GIVES.get(name) ?? null;
}
