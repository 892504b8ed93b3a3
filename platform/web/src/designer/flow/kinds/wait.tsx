import type { Period } from '../document';
import type { NodeKind, PanelProps } from '../kind';
import { PeriodInput } from '../panels/PeriodInput';

const KEYS = ['days', 'hours', 'minutes', 'until', 'moment', 'working'] as const;

function WaitPanel({ node, patch }: PanelProps) {
  return <PeriodInput value={node as Period} onChange={(next) => patch(Object.fromEntries(KEYS.map((key) => [key, next[key]])))} />;
}

const kind: NodeKind = {
  create: () => ({ days: 1 }),
  say: (node, say) => [say.period(node as Period) || say.t('time.none')],
  Panel: WaitPanel,
};
export default kind;
