/** The column of a subform in which no value stands twice. */
import { Select } from 'antd';
import type { SubformField } from '@/core/documents';
import { useWords } from '@/ui/hooks';
import { useT } from '../../words';
import type { SettingProps } from './setting';

export function UniqueColumn({ field, patch }: SettingProps<SubformField>) {
  const t = useT();
  const words = useWords();
  const options = field.fields.map((one) => ({ value: one.id, label: words(one.label) }));
  return (
    <Select
      size="small"
      value={field.unique_column ?? ''}
      aria-label={t('set.unique_column')}
      options={[{ value: '', label: t('set.none') }, ...options]}
      onChange={(id) => patch({ unique_column: id || undefined })}
      style={{ width: '100%' }}
    />
  );
}
