/** What comes and goes is called 收入 and 发出 of goods; an amount of money grows and shrinks. */
import type { LedgerDocument } from '@/core/documents';

const OF_GOODS = { flows: 'flows', opening: 'opening', incoming: 'incoming', outgoing: 'outgoing', closing: 'closing' } as const;
const OF_AMOUNTS = { ...OF_GOODS, flows: 'moves', incoming: 'increase', outgoing: 'decrease' } as const;

export const flowWords = (ledger: LedgerDocument) => (ledger.costing === undefined ? OF_AMOUNTS : OF_GOODS);
