import { expect, it } from 'vitest';
import { registryOf } from './registry';

it('finds types by file name and falls back for the unknown', () => {
  const registry = registryOf({ './text.tsx': 'T', './multi_choice.tsx': 'M' }, 'text');
  expect(registry.get('multi_choice')).toBe('M');
  expect(registry.get('hologram')).toBe('T');
  expect(registry.types()).toEqual(['multi_choice', 'text']);
});

it('refuses a registry without its fallback', () => {
  expect(() => registryOf({ './number.tsx': 1 }, 'text')).toThrow(/fallback/);
});
