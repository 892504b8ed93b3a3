import type { StepPanelProps } from '../../kind';
import { WordsMessage } from '../../parts/Message';
import { Receivers } from '../../parts/Receivers';
import { useT } from '../../../words';
import type { Notify } from '../notify';

export default function Panel({ step, patch }: StepPanelProps<Notify>) {
  const t = useT();
  return (
    <>
      <Receivers value={step.to} onChange={(to) => patch({ to })} />
      <WordsMessage name={t('action.message')} value={step.message} onChange={(message) => patch({ message })} />
    </>
  );
}
