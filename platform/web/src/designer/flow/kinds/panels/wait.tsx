import type { Period } from '../../document';
import type { PanelProps } from '../../kind';
import { PeriodInput } from '../../panels/PeriodInput';

const KEYS = ['days', 'hours', 'minutes', 'until', 'moment', 'working'] as const;

export default function WaitPanel({ node, patch }: PanelProps) {
  return <PeriodInput value={node as Period} onChange={(next) => patch(Object.fromEntries(KEYS.map((key) => [key, next[key]])))} />;
}
