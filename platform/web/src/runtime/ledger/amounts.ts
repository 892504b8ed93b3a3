/** How amounts of a ledger are written. */
import type { LedgerMeasure } from '@/core/documents';
import { showNumber } from '@/core/numbers';

/** Money with its cents; what is finer as people write it. */
export function showAmount(value: string, measure: LedgerMeasure): string {
  return (measure.scale ?? 0) > 2 ? showNumber(value) : showNumber(value, measure.scale);
}
