/** The head of a group's column: its name, whether it is on, what is wrong with it. */
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useT } from '../words';
import { useGroups, usePermission } from './context';
import type { GroupDocument } from './document';

export function GroupHead({ group, isSelected }: { group: GroupDocument; isSelected: boolean }) {
  const t = useT();
  const words = useWords();
  const { problems } = usePermission();
  const select = useGroups((state) => state.select);
  const own = problems.filter((one) => one.group === group.id);
  const name = words(typeof group.title === 'object' ? group.title : {}) || group.id;
  return (
    <th scope="col" className={isSelected ? 'pm-head is-selected' : 'pm-head'}>
      <button type="button" data-cell data-target={group.id} aria-pressed={isSelected} title={own[0]?.message ?? name} onClick={() => select(group.id)}>
        <span>{name}</span>
        {own.length > 0 && <Icon name="error" size={13} className="pm-wrong" />}
        {group.enabled === false && <em>{t('perm.off')}</em>}
      </button>
    </th>
  );
}
