/** What comes and goes is called 收入 and 发出 of goods; an amount of money grows and shrinks. */
import type { LedgerDocument, LedgerMeasure } from '@/core/documents';

const OF_GOODS = { flows: 'flows', opening: 'opening', incoming: 'incoming', outgoing: 'outgoing', closing: 'closing' } as const;
const OF_AMOUNTS = { ...OF_GOODS, flows: 'moves', incoming: 'increase', outgoing: 'decrease' } as const;

export const flowWords = (ledger: LedgerDocument) => (ledger.costing === undefined ? OF_AMOUNTS : OF_GOODS);

/** 数量 and 金额 of what came and went: 现存量 is what there is at the end. Null: as the measure is called. */
export function flowMeasure(ledger: LedgerDocument, measure: LedgerMeasure): 'quantity' | 'value' | null {
  const { costing } = ledger;
  if (costing?.quantity === measure.id) return 'quantity';
  return costing?.value === measure.id ? 'value' : null;
}
