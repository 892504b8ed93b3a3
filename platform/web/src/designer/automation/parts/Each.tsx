/** Once, or once for each row of a subform of what set the automation off. */
import { Select } from 'antd';
import { useWords } from '@/ui/hooks';
import { Labelled } from '../../lib/Labelled';
import { useT } from '../../words';
import { useScope } from '../context';

const ONCE = '';

export function Each({ step, value, onChange }: { step: string; value: string | undefined; onChange: (each: string | undefined) => void }) {
  const t = useT();
  const words = useWords();
  const subforms = (useScope(step).subject?.fields ?? []).filter((one) => one.type === 'subform');
  if (subforms.length === 0 && !value) return null;
  const options = [{ value: ONCE, label: t('automation.each_once') }, ...subforms.map((one) => ({ value: one.id, label: t('automation.each_row', { name: words(one.label) }) }))];
  return <Labelled name={t('automation.each')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} value={value ?? ONCE} options={options} onChange={(next: string) => onChange(next || undefined)} />}</Labelled>;
}
