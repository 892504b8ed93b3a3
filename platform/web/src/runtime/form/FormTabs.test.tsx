// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { FormDocument } from '@/core/documents';
import { FormStore } from '@/core/formStore';
import { FieldPlaceProvider } from '@/fields/definition';
import { startLanguage } from '@/locales';
import { FormGrid } from './FormGrid';
import { FormStoreProvider } from './store';

const label = (text: string) => ({ 'zh-CN': text });
const GIVEN = { cond: [{ field: 'no', op: 'not_empty' }] };
const FORM = {
  kind: 'form', version: 1, id: 'f', title: label('表'),
  fields: [
    { id: 'no', type: 'text', label: label('编号') },
    { id: 'one', type: 'section', style: 'tab', label: label('基本') },
    { id: 'name', type: 'text', label: label('名称') },
    { id: 'two', type: 'section', style: 'tab', label: label('收货') },
    { id: 'street', type: 'text', label: label('地址'), visible_when: GIVEN },
    { id: 'fold', type: 'section', collapsed: true, label: label('其他') },
    { id: 'note', type: 'text', label: label('备注'), visible_when: GIVEN },
    { id: 'three', type: 'section', style: 'tab', label: label('内部') },
    { id: 'secret', type: 'text', label: label('底价'), access: 'hidden' },
  ],
} as unknown as FormDocument;

let store: FormStore;
const show = () => {
  store = new FormStore(FORM, null, { memberId: 'm', memberName: '', departments: [], language: 'zh-CN', now: () => new Date('2026-11-28T00:00:00Z') });
  act(() => store.set('no', '1'));
  render(
    <FieldPlaceProvider value={{ app: 'a', form: 'f', values: () => ({}) }}>
      <FormStoreProvider value={store}>
        <FormGrid form={FORM} rights={null} />
      </FormStoreProvider>
    </FieldPlaceProvider>,
  );
};
const wrong = (field: string) => act(() => store.setErrors({ [field]: [{ code: 'required', message: '必填' }] }));
const isOpen = (name: string) => screen.getByRole('tab', { name }).getAttribute('aria-selected') === 'true';

beforeAll(startLanguage);
afterEach(cleanup);

it('shows one tab and what stands above all of them', () => {
  show();
  expect(screen.getByRole('textbox', { name: '编号' })).toBeTruthy();
  expect(screen.getByRole('textbox', { name: '名称' })).toBeTruthy();
  expect(screen.queryByRole('textbox', { name: '地址' })).toBeNull();
  fireEvent.click(screen.getByRole('tab', { name: '收货' }));
  expect(screen.getByRole('textbox', { name: '地址' })).toBeTruthy();
  expect(screen.queryByRole('textbox', { name: '名称' })).toBeNull();
});

it('opens the tab, and what is folded in it, where something is wrong', () => {
  show();
  expect(isOpen('基本')).toBe(true);
  wrong('note');
  expect(isOpen('收货')).toBe(true);
  expect(screen.getByRole('textbox', { name: '备注' })).toBeTruthy();
  expect(screen.getByRole('tab', { name: '收货' }).textContent).toBe('收货1');
});

it('stays where it is when something is wrong there too', () => {
  show();
  fireEvent.click(screen.getByRole('tab', { name: '收货' }));
  act(() => store.setErrors({ name: [{ code: 'required', message: '必填' }], street: [{ code: 'required', message: '必填' }] }));
  expect(isOpen('收货')).toBe(true);
  expect(screen.getByRole('tab', { name: '基本' }).textContent).toBe('基本1');
});

it('has no tab of which nothing is to be seen', () => {
  show();
  expect(screen.queryByRole('tab', { name: '内部' })).toBeNull();
  act(() => store.set('no', null));
  expect(screen.queryByRole('tab', { name: '收货' })).toBeNull();
  expect(isOpen('基本')).toBe(true);
});
