import type { MoneyField } from '@/core/documents';
import { readNumber, showMoney, showNumber, signOf } from '@/core/numbers';
import { DecimalInput } from '@/ui/DecimalInput';
import { useWords } from '@/ui/hooks';
import { defineField, ORDERED } from './definition';

export default defineField('money', {
  words: { 'zh-CN': '金额', en: 'Money' },
  help: { 'zh-CN': '金额，固定小数位，带千分位', en: 'Amounts with fixed decimals' },
  icon: 'star',
  group: 'basic',
  Input: ({ id, field, value, onChange, isReadonly, hasError, inGrid }) => {
    const words = useWords();
    return (
      <DecimalInput
        id={id}
        value={typeof value === 'string' ? value : null}
        onChange={onChange}
        show={(decimal) => showNumber(decimal, field.scale ?? 2)}
        isReadonly={isReadonly}
        hasError={hasError}
        inGrid={inGrid}
        prefix={inGrid ? undefined : signOf(field.currency)}
        placeholder={words(field.placeholder)}
      />
    );
  },
  Cell: ({ field, value }) => <>{show(value, field)}</>,
  text: show,
  read: (text) => (text.trim() === '' ? null : (readNumber(text) ?? undefined)),
  operators: ORDERED,
  isSortable: true,
  width: 112,
  align: 'right',
  create: (id) => ({ id, type: 'money', label: { 'zh-CN': '金额', en: 'Amount' } }),
});

function show(value: unknown, field: MoneyField): string {
  return typeof value === 'string' ? showMoney(value, field.scale ?? 2, field.currency) : '';
}
