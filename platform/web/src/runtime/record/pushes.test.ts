import { expect, test } from 'vitest';
import type { AppDetail, PushOffer } from '@/core/wire';
import { inOrder } from './RecordPushes';

const offer = (form: string): PushOffer => ({ link: `${form}.from`, title: form, form, form_title: form, lines: [] });
const item = (key: string) => ({ kind: 'form', key }) as AppDetail['navigation'][number]['items'][number];
const navigation = [{ items: [item('order'), item('invoice')] }, { items: [item('statement')] }] as AppDetail['navigation'];

test('next documents stand as in the menu of the app, those of no menu last', () => {
  const given = ['claim', 'statement', 'invoice'].map(offer);
  expect(inOrder(given, navigation).map((one) => one.form)).toEqual(['invoice', 'statement', 'claim']);
});
