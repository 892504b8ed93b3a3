/** An amount in a table of a ledger. */
import type { LedgerMeasure } from '@/core/documents';
import { showAmount } from './amounts';

interface AmountProps {
  value: string | undefined;
  measure: LedgerMeasure;
  /** What it is, where a phone shows no heads of columns. */
  label?: string;
  isFirst?: boolean;
  /** Its place there. */
  order?: number;
}

export function Amount({ value, measure, label, isFirst = false, order }: AmountProps) {
  const isNegative = value?.startsWith('-') === true;
  const shown = value === undefined ? '' : showAmount(value, measure);
  return <td className={['num', isNegative && 'is-out', isFirst && 'flow-first'].filter(Boolean).join(' ')} data-label={label} style={order === undefined ? undefined : { order }}>{shown}</td>;
}
