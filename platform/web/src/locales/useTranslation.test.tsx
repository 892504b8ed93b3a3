// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { bring, changeLanguage, startLanguage } from '.';
import { useTranslation } from './useTranslation';

function Saying({ word, n }: { word: string; n?: number }) {
  const { t } = useTranslation();
  return <p>{n === undefined ? t(word) : t(word, { n })}</p>;
}

const said = () => screen.getByRole('paragraph').textContent;

beforeAll(startLanguage);
afterEach(cleanup);

test('a word that a page brings later is said from then on', () => {
  const { rerender } = render(<Saying word="late_page.title" />);
  expect(said()).toBe('late_page.title');
  bring({ late_page: { title: '晚到的页' } });
  rerender(<Saying word="late_page.title" />);
  expect(said()).toBe('晚到的页');
});

test('what is filled in is filled in each time', () => {
  bring({ late_page: { count: '共 {{n}} 条' } });
  const { rerender } = render(<Saying word="late_page.count" n={1} />);
  rerender(<Saying word="late_page.count" n={2} />);
  expect(said()).toBe('共 2 条');
});

test('what is shown changes with the language', async () => {
  render(<Saying word="retry" />);
  expect(said()).toBe('重试');
  await act(() => changeLanguage('en'));
  expect(said()).toBe('Try again');
  await act(() => changeLanguage('zh-CN'));
  expect(said()).toBe('重试');
});
