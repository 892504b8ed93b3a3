import { expect, it } from 'vitest';
import { readDate } from './dates';
import { showMoment, showShort } from './moments';

it('reads dates as they come from Excel and people', () => {
  expect(readDate('2026-10-01')).toBe('2026-10-01');
  expect(readDate('2026/1/5')).toBe('2026-01-05');
  expect(readDate('2026年3月9日')).toBe('2026-03-09');
  expect(readDate('20260309')).toBe('2026-03-09');
});

it('refuses what is no day', () => {
  expect(readDate('2026-02-30')).toBeNull();
  expect(readDate('tomorrow')).toBeNull();
});

it('shows moments in the reader’s zone, shorter when near', () => {
  const iso = new Date(2026, 9, 1, 16, 5).toISOString();
  expect(showMoment(iso)).toBe('2026-10-01 16:05');
  expect(showShort(iso, new Date(2026, 9, 1, 20))).toBe('16:05');
  expect(showShort(iso, new Date(2026, 10, 1))).toBe('10-01 16:05');
  expect(showShort(iso, new Date(2027, 0, 1))).toBe('2026-10-01');
});
