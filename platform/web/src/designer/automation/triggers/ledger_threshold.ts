import type { Condition } from '@/core/documents';
import type { Trigger } from '../document';
import { defineTrigger } from '../kind';
import type { Shape } from '../shape';

export interface LedgerThreshold extends Trigger {
  ledger: string;
  per?: string[];
  holds: Condition;
}

export const NOTHING: Condition = { cond: [] };

/** A balance is looked at by the dimensions that are chosen; by all where none is. */
function subjectOf(trigger: LedgerThreshold, ledger: Shape | undefined): Shape | undefined {
  const { per } = trigger;
  return ledger && per ? { ...ledger, fields: ledger.fields.filter((one) => per.includes(one.id) || one.type === 'number') } : ledger;
}

export default defineTrigger<LedgerThreshold>({
  edits: ['holds', 'ledger', 'per'],
  create: () => ({ ledger: '', holds: NOTHING }),
  say: (trigger, say) => (trigger.ledger ? [say.t('automation.says_ledger', { name: say.ledger(trigger.ledger) }), say.condition(trigger.holds) || say.t('automation.no_line')] : [say.t('automation.no_ledger')]),
  subject: (trigger, shapes) => subjectOf(trigger, shapes.ledger(trigger.ledger)),
});
