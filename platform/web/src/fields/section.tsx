import { useWords } from '@/ui/hooks';
import { defineField } from './definition';

export default defineField('section', {
  words: { 'zh-CN': '分组', en: 'Section' },
  help: { 'zh-CN': '把字段分成几段，或几个标签页', en: 'Divides the form, also into tabs' },
  icon: 'menu',
  group: 'layout',
  Input: ({ field }) => <span>{useWords()(field.label)}</span>,
  Cell: () => null,
  text: () => '',
  operators: [],
  isSortable: false,
  isComputed: true,
  width: 0,
  create: (id) => ({ id, type: 'section', label: { 'zh-CN': '分组', en: 'Section' } }),
});
