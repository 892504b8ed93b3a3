import { describe, expect, it } from 'vitest';
import type { Department } from '@/core/wire';
import { asTree, inwards, mayStandUnder, outwards } from './tree';

const one = (id: string, parent: string | null): Department => ({ id, key: id, name: id, parent, heads: [] });
const all = [one('hq', null), one('sales', 'hq'), one('east', 'sales'), one('buy', 'hq'), one('shop', 'gone')];

describe('the departments', () => {
  it('stand below their parents; a lost parent makes a root', () => {
    expect(asTree(all).map(({ department, depth }) => [department.id, depth])).toEqual([['hq', 0], ['sales', 1], ['east', 2], ['buy', 1], ['shop', 0]]);
  });

  it('never stand under themselves, one of their own, or where they are', () => {
    expect(['sales', 'east', 'hq'].map((parent) => mayStandUnder(all, 'sales', parent))).toEqual([false, false, false]);
    expect(mayStandUnder(all, 'sales', 'buy')).toBe(true);
    expect(mayStandUnder(all, 'sales', null)).toBe(true);
  });

  it('go inwards below the one above them, and outwards beside their parent', () => {
    expect([inwards(all, 'buy'), inwards(all, 'sales')]).toEqual(['sales', undefined]);
    expect([outwards(all, 'east'), outwards(all, 'sales'), outwards(all, 'hq')]).toEqual(['hq', null, undefined]);
  });
});
