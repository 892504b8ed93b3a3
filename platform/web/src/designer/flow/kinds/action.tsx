/** The steps of an automation, done where the flow comes by. */
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { factsOfStep } from '../../lib/steps';
import { useT } from '../../words';
import type { FlowNode } from '../document';
import type { NodeKind, PanelProps } from '../kind';
import { NotifyStep, type Notify } from '../panels/NotifyStep';

interface Step {
  id: string;
  type: string;
}
const stepsOf = (node: FlowNode): readonly Step[] => (node['steps'] as Step[] | undefined) ?? [];
const freshNotify = (id: string): Notify => ({ id, type: 'notify', to: { creator: true }, message: {} });

function ActionPanel({ node, patch }: PanelProps) {
  const t = useT();
  const words = useWords();
  const steps = stepsOf(node);
  const put = (next: readonly Step[]) => patch({ steps: next });
  const add = () => {
    const ids = new Set(steps.map((one) => one.id));
    let n = steps.length + 1;
    while (ids.has(`s${n}`)) n += 1;
    put([...steps, freshNotify(`s${n}`)]);
  };
  return (
    <>
      <p className="fd-hint">{t('action.help')}</p>
      <ol className="fl-steps">
        {steps.map((step, at) => (
          <li key={step.id}>
            <header>
              <b>
                {at + 1}. {words(factsOfStep(step.type)?.words) || step.type}
              </b>
              <button type="button" className="icon-button" disabled={at === 0} aria-label={t('action.up', { n: at + 1 })} onClick={() => put(swapped(steps, at - 1))}>
                <Icon name="chevron_up" size={14} />
              </button>
              <button type="button" className="icon-button" disabled={at === steps.length - 1} aria-label={t('action.down', { n: at + 1 })} onClick={() => put(swapped(steps, at))}>
                <Icon name="chevron_down" size={14} />
              </button>
              <button type="button" className="icon-button" disabled={steps.length === 1} aria-label={t('action.remove', { n: at + 1 })} onClick={() => put(steps.filter((_, n) => n !== at))}>
                <Icon name="close" size={13} />
              </button>
            </header>
            {step.type === 'notify' && <NotifyStep step={step as Notify} onChange={(next) => put(steps.map((one, n) => (n === at ? next : one)))} />}
          </li>
        ))}
      </ol>
      <button type="button" className="fd-more" onClick={add}>
        <Icon name="add" size={13} /> {t('action.add_notify')}
      </button>
    </>
  );
}

function swapped(steps: readonly Step[], at: number): Step[] {
  const next = [...steps];
  [next[at], next[at + 1]] = [next[at + 1]!, next[at]!];
  return next;
}

const kind: NodeKind = {
  create: () => ({ steps: [freshNotify('s1')] }),
  say: (node, say) => stepsOf(node).slice(0, 2).map((one) => say.words(factsOfStep(one.type)?.words) || one.type),
  Panel: ActionPanel,
};
export default kind;
