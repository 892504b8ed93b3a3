// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeAll, expect, it, vi } from 'vitest';
import { startLanguage } from '@/locales';
import { Run } from './Run';
import type { AutomationRun } from './wire';

const SKIPPED: AutomationRun = {
  id: '1',
  at: '2026-10-01T02:00:00Z',
  event: 'approved',
  version: 1,
  record: { id: '01abc', title: 'XS-1' },
  about: '',
  outcome: 'skipped',
  text: '未执行：数量 40 > 100 不成立',
  seen: [{ field: 'qty', holds: false, text: '数量 40 > 100 不成立' }],
  steps: [],
};
const FAILED: AutomationRun = {
  ...SKIPPED,
  outcome: 'failed',
  text: '失败：对方系统返回 404',
  seen: [],
  steps: [
    { id: 'row', type: 'for_each', place: 'steps.0', outcome: 'done', text: '逐条执行 1 次' },
    { id: 'ask', type: 'http_request', place: 'steps.0.steps.0', outcome: 'failed', text: 'HTTP 请求失败：对方系统返回 404' },
  ],
};

beforeAll(startLanguage);
afterEach(cleanup);

const show = (run: AutomationRun, onRetry?: () => void) =>
  render(<MemoryRouter><Run app="jxc" form="order" run={run} onRetry={onRetry} /></MemoryRouter>);

it('says the outcome once and why, and opens to the condition', () => {
  show(SKIPPED);
  expect(screen.getByText('未执行')).toBeTruthy();
  expect(screen.getAllByText('数量 40 > 100 不成立')).toHaveLength(1);
  expect(screen.getByRole('link', { name: 'XS-1' }).getAttribute('href')).toBe('/apps/jxc/forms/order/records/01abc');
  fireEvent.click(screen.getByRole('button'));
  expect(screen.getAllByText('数量 40 > 100 不成立')).toHaveLength(2);
});

it('opens what failed, with its steps as deep as they stand, and tries again', () => {
  const onRetry = vi.fn();
  show(FAILED, onRetry);
  expect(screen.getByText('逐条执行 1 次').closest('li')?.style.paddingLeft).toBe('0px');
  expect(screen.getByText('HTTP 请求失败：对方系统返回 404').closest('li')?.style.paddingLeft).toBe('18px');
  fireEvent.click(screen.getByRole('button', { name: /重\s?试/ }));
  expect(onRetry).toHaveBeenCalledOnce();
});
