import type { NumberField } from '@/core/documents';
import { readNumber, shiftPoint, showNumber } from '@/core/numbers';
import { DecimalInput } from '@/ui/DecimalInput';
import { useWords } from '@/ui/hooks';
import { defineField, ORDERED } from './definition';

export default defineField('number', {
  words: { 'zh-CN': '数字', en: 'Number' },
  help: { 'zh-CN': '数量、单价、比例，精确计算', en: 'Quantities, prices, rates, kept exactly' },
  icon: 'columns',
  group: 'basic',
  Input: ({ id, field, value, onChange, isReadonly, hasError, inGrid }) => {
    const words = useWords();
    const shift = field.percent ? 2 : 0;
    return (
      <DecimalInput
        id={id}
        value={typeof value === 'string' ? shiftPoint(value, shift) : null}
        onChange={(typed) => onChange(typed === null ? null : shiftPoint(typed, -shift))}
        show={(decimal) => plain(decimal, (field.scale ?? 2) - shift)}
        isReadonly={isReadonly}
        hasError={hasError}
        inGrid={inGrid}
        suffix={inGrid ? undefined : field.percent ? '%' : field.unit}
        placeholder={words(field.placeholder)}
      />
    );
  },
  Cell: ({ field, value }) => <>{show(value, field)}</>,
  text: show,
  read: (text, field) => {
    if (text.trim() === '') return null;
    const isPercent = /[%％]\s*$/.test(text);
    const number = readNumber(text.replace(/[%％]\s*$/, ''));
    if (number === null) return undefined;
    return field.percent && isPercent ? shiftPoint(number, -2) : number;
  },
  operators: [...ORDERED, 'in', 'not_in'],
  isSortable: true,
  width: 96,
  align: 'right',
  create: (id) => ({ id, type: 'number', label: { 'zh-CN': '数字', en: 'Number' } }),
});

function show(value: unknown, field: NumberField): string {
  if (typeof value !== 'string') return '';
  const scale = field.scale ?? 2;
  if (field.percent) return `${plain(shiftPoint(value, 2), scale - 2)}%`;
  return field.unit ? `${plain(value, scale)} ${field.unit}` : plain(value, scale);
}

/** Up to two decimals are always shown; finer scales (0.0001) only as far as they say something. */
function plain(value: string, scale: number): string {
  return scale <= 2 ? showNumber(value, Math.max(0, scale)) : showNumber(value);
}
