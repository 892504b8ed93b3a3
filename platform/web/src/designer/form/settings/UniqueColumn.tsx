/** The column of a subform in which no value stands twice, or several in which none do together. */
import type { SubformField } from '@/core/documents';
import { useWords } from '@/ui/hooks';
import { Many } from '../../lib/Many';
import { useT } from '../../words';
import type { SettingProps } from './setting';

export function UniqueColumn({ field, patch }: SettingProps<SubformField>) {
  const t = useT();
  const words = useWords();
  const options = field.fields.map((one) => ({ value: one.id, label: words(one.label) }));
  const chosen = field.unique_column ?? [];
  return <Many label={t('set.unique_column')} value={typeof chosen === 'string' ? [chosen] : chosen} options={options} isWanted={false} onChange={(next) => patch({ unique_column: next.length > 1 ? next : next[0] })} />;
}
