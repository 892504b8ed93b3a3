import { Input as TextInput } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { defineField, TEXTUAL } from './definition';

const asText = (value: unknown) => (typeof value === 'string' ? value : '');

export default defineField('serial', {
  words: { 'zh-CN': '流水号', en: 'Serial number' },
  help: { 'zh-CN': '自动编号，不重复', en: 'Given by the system, never twice' },
  icon: 'key',
  group: 'advanced',
  Input: function SerialInput({ id, value }) {
    const { t } = useTranslation();
    return <TextInput id={id} value={asText(value)} placeholder={t('fields.serial_later')} readOnly variant="filled" />;
  },
  Cell: ({ value }) => <>{asText(value)}</>,
  text: asText,
  operators: TEXTUAL,
  isSortable: true,
  isComputed: true,
  width: 160,
  create: (id) => ({
    id, type: 'serial', label: { 'zh-CN': '编号', en: 'Number' },
    parts: [{ kind: 'date', format: 'YYYYMMDD' }, { kind: 'count', digits: 4, reset: 'day' }],
  }),
});
