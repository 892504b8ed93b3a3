import { useWords } from '@/ui/hooks';
import { asPerson, PersonSelect } from '@/ui/PersonSelect';
import { CHOSEN, defineField } from './definition';

export default defineField('department', {
  words: { 'zh-CN': '部门', en: 'Department' },
  help: { 'zh-CN': '组织架构里的一个部门或门店', en: 'A department or shop' },
  icon: 'building',
  group: 'link',
  Input: ({ id, field, value, onChange, isReadonly, hasError, inGrid }) => {
    const words = useWords();
    return (
      <PersonSelect id={id} kind="department" value={asPerson(value)} onChange={onChange} isReadonly={isReadonly} hasError={hasError} inGrid={inGrid} placeholder={words(field.placeholder)} />
    );
  },
  Cell: ({ value }) => <>{asPerson(value)?.name ?? ''}</>,
  text: (value) => asPerson(value)?.name ?? '',
  operators: CHOSEN,
  filterAs: 'many',
  isSortable: false,
  width: 112,
  create: (id) => ({ id, type: 'department', label: { 'zh-CN': '部门', en: 'Department' } }),
});
