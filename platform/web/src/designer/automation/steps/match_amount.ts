import type { Step, ValueSource } from '../document';
import { defineStep } from '../kind';
import type { Way } from '../parts/AmountWay';
import type { AutomationSay } from '../say';
import { pathIn } from '../values';

export interface MatchAmount extends Step {
  ledger: string;
  measure: string;
  amount: ValueSource;
  ways: Way[];
  together?: string;
  order?: string;
  single?: string;
  most?: number;
}

function amountInWords(source: ValueSource, say: AutomationSay): string {
  const path = pathIn(source);
  if (path !== null) return say.field(path);
  return 'formula' in source ? say.message(source.formula) : String(('value' in source && source.value) || '');
}

export default defineStep<MatchAmount>({
  group: 'records',
  edits: ['amount', 'ledger', 'measure', 'most', 'order', 'single', 'together', 'ways'],
  create: () => ({ ledger: '', measure: '', amount: { field: '' }, ways: [{}] }),
  say: (step, say) => (step.ledger ? [say.t('automation.says_amount', { name: say.ledger(step.ledger), amount: amountInWords(step.amount, say) })] : [say.t('automation.no_ledger')]),
  gives: (step, _scope, shapes) => {
    const shape = shapes.ledger(step.ledger);
    return shape && { ...shape, isLines: true };
  },
});
