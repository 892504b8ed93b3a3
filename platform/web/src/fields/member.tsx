import { useWords } from '@/ui/hooks';
import { asPerson, PersonSelect } from '@/ui/PersonSelect';
import { CHOSEN, defineField } from './definition';

export default defineField('member', {
  words: { 'zh-CN': '成员', en: 'Member' },
  help: { 'zh-CN': '公司里的一个人', en: 'A person of the company' },
  icon: 'user',
  group: 'link',
  Input: ({ id, field, value, onChange, isReadonly, hasError, inGrid }) => {
    const words = useWords();
    return (
      <PersonSelect id={id} kind="member" value={asPerson(value)} onChange={onChange} isReadonly={isReadonly} hasError={hasError} inGrid={inGrid} placeholder={words(field.placeholder)} />
    );
  },
  Cell: ({ value }) => <>{asPerson(value)?.name ?? ''}</>,
  text: (value) => asPerson(value)?.name ?? '',
  operators: CHOSEN,
  filterAs: 'many',
  isSortable: false,
  width: 112,
  create: (id) => ({ id, type: 'member', label: { 'zh-CN': '成员', en: 'Member' } }),
});
