import type { Words } from '@/core/words';
import type { Receivers as Who, Step } from '../document';
import { defineStep, type StepPanelProps } from '../kind';
import { WordsMessage } from '../parts/Message';
import { Receivers, receiversInWords } from '../parts/Receivers';
import { useT } from '../../words';

interface Notify extends Step {
  to: Who;
  message: Words;
}

function Panel({ step, patch }: StepPanelProps<Notify>) {
  const t = useT();
  return (
    <>
      <Receivers value={step.to} onChange={(to) => patch({ to })} />
      <WordsMessage name={t('action.message')} value={step.message} onChange={(message) => patch({ message })} />
    </>
  );
}

export default defineStep<Notify>({
  group: 'people',
  edits: ['message', 'to'],
  create: () => ({ to: { creator: true }, message: {} }),
  say: (step, say) => [say.t('automation.says_notify', { who: receiversInWords(step.to, say) || say.t('automation.nobody') }), say.message(say.words(step.message))],
  Panel,
});
