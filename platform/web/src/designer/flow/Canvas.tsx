/** The flow on its sheet. */
import { Sheet } from '../lib/Sheet';
import { useT } from '../words';
import { useFlowActions } from './context';
import { Tree } from './Tree';

export function Canvas() {
  const t = useT();
  const actions = useFlowActions();
  return (
    <Sheet label={t('flow.canvas')} onLeave={() => actions().select(null)}>
      <Tree />
    </Sheet>
  );
}
