// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { keepFor } from './person';

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

function used() {
  localStorage.setItem('huiliu.theme', 'dark');
  localStorage.setItem('huiliu.copied-fields', '{}');
  sessionStorage.setItem('huiliu.list.jxc.order', '{"search":"涨价"}');
  localStorage.setItem('of.another', 'kept');
}

test('the same person finds what was kept', () => {
  keepFor('1');
  used();
  keepFor('1');
  expect(localStorage.getItem('huiliu.copied-fields')).toBe('{}');
  expect(sessionStorage.getItem('huiliu.list.jxc.order')).toBe('{"search":"涨价"}');
});

test('the next one finds nothing of it, but the look of the browser', () => {
  keepFor('1');
  used();
  keepFor('2');
  expect({ ...localStorage }).toEqual({ 'huiliu.person': '2', 'huiliu.theme': 'dark', 'of.another': 'kept' });
  expect({ ...sessionStorage }).toEqual({ 'huiliu.person': '2' });
});
