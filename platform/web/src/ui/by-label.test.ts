// @vitest-environment jsdom
import { expect, it, vi } from 'vitest';
import { BY_LABEL } from './by-label';

it('reads pinyin from the first letters on, where somebody stepped into a list before', async () => {
  const box = document.createElement('input');
  box.setAttribute('role', 'combobox');
  document.body.append(box);
  box.focus();
  await vi.waitUntil(() => BY_LABEL.filterOption('cgdd', { label: '采购订单' }));
  expect(BY_LABEL.filterOption('wm', { label: '王敏' })).toBe(true);
  expect(BY_LABEL.filterOption('敏', { label: '王敏' })).toBe(true);
  expect(BY_LABEL.filterOption('zl', { label: '王敏' })).toBe(false);
});
