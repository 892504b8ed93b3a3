import { Select } from 'antd';
import type { Condition } from '@/core/documents';
import { Conditions } from '../../lib/Conditions';
import { Labelled } from '../../lib/Labelled';
import { useWords } from '@/ui/hooks';
import { useT } from '../../words';
import { useReading, useScope } from '../context';
import type { Step } from '../document';
import { defineStep, factsOfStep, type StepPanelProps } from '../kind';
import type { Scope } from '../scope';
import { rowShape, type Shape } from '../shape';

interface ForEach extends Step {
  found?: string;
  rows?: string;
  when?: Condition;
  steps: Step[];
}

function Panel({ step, patch }: StepPanelProps<ForEach>) {
  const t = useT();
  const { inside } = useScope(step.id);
  const { named } = useReading();
  const sources = useSources(step.id);
  const here = named(inside);
  const chosen = step.rows !== undefined ? `rows:${step.rows}` : step.found !== undefined ? `found:${step.found}` : null;
  const choose = (next: string) => {
    const [kind, of] = [next.slice(0, next.indexOf(':')), next.slice(next.indexOf(':') + 1)];
    patch(kind === 'rows' ? { rows: of, found: undefined } : { found: of, rows: undefined });
  };
  return (
    <>
      <Labelled name={t('automation.through')} hint={sources.length === 0 ? t('automation.through_none') : undefined}>
        {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={sources.some((one) => one.value === chosen) ? chosen : null} status={chosen ? '' : 'warning'} placeholder={t('cond.choose')} options={sources} onChange={choose} />}
      </Labelled>
      <Labelled name={t('automation.through_when')} hint={t('automation.through_when_hint')}>{() => <Conditions value={step.when} left={here.filter((one) => one.path.startsWith(`$${step.id}`))} right={here} onChange={(when) => patch({ when })} />}</Labelled>
    </>
  );
}

/** Lists that steps before found, reports, subforms of anything known. */
function useSources(step: string): { value: string; label: string }[] {
  const t = useT();
  const words = useWords();
  const { subject, known } = useScope(step);
  const { numbers, steps } = useReading();
  const types = new Map(steps.map((one) => [one.id, one.type]));
  const subforms = (shape: Shape | undefined, prefix: string, label: string) =>
    (shape?.fields ?? []).flatMap((one) => (one.type === 'subform' ? [{ value: `rows:${prefix}${one.id}`, label: `${label}${words(one.label)}` }] : []));
  const others = [...known].flatMap(([id, { shape, isMany }]) => {
    const name = t('automation.step_n', { n: numbers.get(id) });
    const whole = isMany ? [{ value: `found:${id}`, label: `${name} · ${words(shape.title) || words(factsOfStep(types.get(id) ?? '').words)}` }] : [];
    return [...whole, ...(isMany ? [] : subforms(shape, `$${id}.`, `${name} · `))];
  });
  return [...others, ...subforms(subject, '', '')];
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
  Panel,
});
