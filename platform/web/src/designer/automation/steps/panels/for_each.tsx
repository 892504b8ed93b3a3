import { Select } from 'antd';
import { Conditions } from '../../../lib/Conditions';
import { Labelled } from '../../../lib/Labelled';
import { useWords } from '@/ui/hooks';
import { useT } from '../../../words';
import { useReading, useScope } from '../../context';
import { factsOfStep, type StepPanelProps } from '../../kind';
import type { Shape } from '../../shape';
import type { ForEach } from '../for_each';

export default function Panel({ step, patch }: StepPanelProps<ForEach>) {
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
