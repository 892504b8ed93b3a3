import { expect, it } from 'vitest';
import { safePath } from './paths';

it('leads only inside this site', () => {
  expect(safePath('/apps/jxc?x=1')).toBe('/apps/jxc?x=1');
  expect(safePath('//evil.example')).toBe('/');
  expect(safePath('/\\evil.example')).toBe('/');
  expect(safePath('https://evil.example')).toBe('/');
  expect(safePath(null)).toBe('/');
});
