import { Select } from 'antd';
import { Labelled } from '../../../lib/Labelled';
import { useWords } from '@/ui/hooks';
import { useT } from '../../../words';
import { useReading, useScope } from '../../context';
import type { StepPanelProps } from '../../kind';
import type { StartFlow } from '../start_flow';

const SELF = '';

export default function Panel({ step, patch }: StepPanelProps<StartFlow>) {
  const t = useT();
  const words = useWords();
  const { known, subject } = useScope(step.id);
  const { numbers } = useReading();
  const documents = [...known].filter(([, one]) => one.shape.isDocument);
  const options = [
    { value: SELF, label: t('automation.submit_itself', { name: words(subject?.title) }), disabled: !subject?.isDocument },
    ...documents.map(([id, one]) => ({ value: id, label: `${t('automation.step_n', { n: numbers.get(id) })} · ${words(one.shape.title)}` })),
  ];
  return <Labelled name={t('automation.submit_what')} hint={t('automation.submit_what_hint')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} value={step.of ?? SELF} options={options} onChange={(of: string) => patch({ of: of || undefined })} />}</Labelled>;
}
