import { expect, it } from 'vitest';
import { readNumber, shiftPoint, showNumber, sum, trimZeros } from './numbers';

it('shows thousands and drops empty decimals', () => {
  expect(showNumber('1234567.5000')).toBe('1,234,567.5');
  expect(showNumber('-1200')).toBe('-1,200');
  expect(showNumber('12.0000')).toBe('12');
  expect(showNumber('12', 2)).toBe('12.00');
  expect(showNumber('#DIV0')).toBe('#DIV0');
});

it('reads what people paste', () => {
  expect(readNumber(' 1,200.50 ')).toBe('1200.50');
  expect(readNumber('１２．５')).toBe('12.5');
  expect(readNumber('¥3')).toBe('3');
  expect(readNumber('.5')).toBe('0.5');
  expect(readNumber('007')).toBe('7');
  expect(readNumber('1e3')).toBeNull();
  expect(readNumber('')).toBeNull();
});

it('moves the point exactly', () => {
  expect(shiftPoint('0.13', 2)).toBe('13');
  expect(shiftPoint('0.125', 2)).toBe('12.5');
  expect(shiftPoint('13', -2)).toBe('0.13');
  expect(shiftPoint('-5', -2)).toBe('-0.05');
  expect(shiftPoint('1234', -2)).toBe('12.34');
});

it('sums exactly', () => {
  expect(sum(Array.from({ length: 1000 }, () => '0.1'))).toBe('100.0');
  expect(sum(['0.1', '-0.35'])).toBe('-0.25');
  expect(sum([])).toBe('0');
  expect(trimZeros('12.5000')).toBe('12.5');
});
