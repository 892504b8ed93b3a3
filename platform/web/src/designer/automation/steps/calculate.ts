import type { Words } from '@/core/words';
import type { Step } from '../document';
import { defineStep, factsOfStep } from '../kind';
import { plainField, valuesShape } from '../shape';

export const TYPES = ['number', 'text', 'date', 'switch'] as const;

export interface Result {
  label?: Words;
  formula: string;
  type?: (typeof TYPES)[number];
  scale?: number;
}

export interface Calculate extends Step {
  values: Record<string, Result>;
}

export default defineStep<Calculate>({
  group: 'order',
  edits: ['values'],
  create: () => ({ values: { v_1: { formula: '' } } }),
  say: (step, say) => Object.values(step.values).slice(0, 3).map((one) => `${say.words(one.label) || say.t('automation.result_name')} = ${say.message(one.formula) || '…'}`),
  gives: (step) => valuesShape(Object.entries(step.values).map(([id, one]) => plainField(id, one.type ?? 'number', one.label, one.scale)), factsOfStep('calculate').words),
});
