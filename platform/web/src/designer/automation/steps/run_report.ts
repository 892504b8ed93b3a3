import type { Condition } from '@/core/documents';
import type { Step } from '../document';
import { defineStep } from '../kind';

export interface RunReport extends Step {
  report: string;
  parameters?: Record<string, string>;
  when?: Condition;
}

export default defineStep<RunReport>({
  group: 'records',
  edits: ['parameters', 'report', 'when'],
  create: () => ({ report: '' }),
  say: (step, say) => (step.report ? [say.t('automation.says_report', { name: say.report(step.report) })] : [say.t('automation.no_report')]),
  gives: (step, _scope, shapes) => shapes.report(step.report),
});
