import { useTranslation } from '@/locales/useTranslation';
import { defineField } from './definition';

const count = (value: unknown) => (Array.isArray(value) ? value.length : 0);

/** In a list a subform shows how many rows it has; forms draw it as a grid (`runtime/form/grid`). */
export default defineField('subform', {
  words: { 'zh-CN': '子表单', en: 'Subform' },
  help: { 'zh-CN': '明细行，像 Excel 一样录入', en: 'Lines, entered as in Excel' },
  icon: 'columns',
  group: 'advanced',
  Input: ({ value }) => <Rows n={count(value)} />,
  Cell: ({ value }) => <Rows n={count(value)} />,
  text: (value) => String(count(value)),
  operators: ['empty', 'not_empty'],
  isSortable: false,
  width: 80,
  create: (id) => ({ id, type: 'subform', label: { 'zh-CN': '明细', en: 'Lines' }, width: 24, fields: [] }),
});

function Rows({ n }: { n: number }) {
  const { t } = useTranslation();
  return <>{n > 0 ? t('fields.rows', { n }) : ''}</>;
}
