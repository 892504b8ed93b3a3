import type { Condition } from '@/core/documents';
import type { Step } from '../document';
import { defineStep } from '../kind';
import type { Scope } from '../scope';
import { rowShape, type Shape } from '../shape';

export interface ForEach extends Step {
  found?: string;
  rows?: string;
  when?: Condition;
  steps: Step[];
}

function itemOf(step: ForEach, scope: Scope): Shape | undefined {
  if (step.rows === undefined) return step.found === undefined ? undefined : withoutList(scope.known.get(step.found)?.shape);
  const [, of, subform = step.rows] = /^\$([a-z0-9_]+)\.(.+)$/.exec(step.rows) ?? [];
  const shape = of ? scope.known.get(of)?.shape : scope.subject;
  return shape && rowShape(shape, subform);
}

const withoutList = (shape: Shape | undefined): Shape | undefined => shape && { ...shape, isLines: false };

export default defineStep<ForEach>({
  group: 'order',
  edits: ['found', 'rows', 'when'],
  create: () => ({ steps: [] }),
  say: (step, say) => {
    const through = step.rows !== undefined ? say.rows(step.rows) : step.found !== undefined ? say.step(step.found) : '';
    return [through ? say.t('automation.says_each', { name: through }) : say.t('automation.through_nothing'), ...(step.when?.cond.length ? [say.inside(step, step.when)] : [])];
  },
  item: itemOf,
});
