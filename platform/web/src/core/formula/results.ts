/** Fits what a formula returned into its field: a number of the right scale, a text, a date. */
import { D, Day, FormulaError, Moment, NUM, caught, day, isEmpty, isoDay, number, text, truth, type Value } from './values';

export type Result = 'number' | 'money' | 'text' | 'date' | 'switch';
const INT64_MAX = new D('9223372036854775807');

/** The wire form of the result; an error stays an error. Numbers are rounded half up. */
export function fitted(value: Value, result: Result, scale = 2): null | string | boolean | FormulaError {
  if (value instanceof FormulaError) return value;
  if (isEmpty(value)) return null;
  try {
    return converted(value, result, scale);
  } catch (failure) {
    return caught(failure);
  }
}

function converted(value: Value, result: Result, scale: number): null | string | boolean | FormulaError {
  switch (result) {
    case 'number':
    case 'money':
      return rounded(value, scale);
    case 'text':
      return text(value);
    case 'switch':
      return truth(value);
    case 'date': {
      const found = value instanceof Day ? value.days : value instanceof Moment ? value.day : day(value);
      return found === null ? null : isoDay(found);
    }
  }
}

function rounded(value: Value, scale: number): string | FormulaError {
  const given = number(value).toDecimalPlaces(scale, D.ROUND_HALF_UP);
  // Compared as a string of digits: times() would round at 34 digits.
  const scaled = given.abs().toFixed(scale).replace('.', '');
  if (scaled.length > 40 || new D(scaled).gt(INT64_MAX)) return NUM;
  return given.isZero() ? given.abs().toFixed(scale) : given.toFixed(scale);
}
