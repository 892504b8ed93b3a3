/** Choosing some people, one after the other. */
import { useTranslation } from '@/locales/useTranslation';
import { Icon } from '@/ui/icons';
import { PersonSelect } from '@/ui/PersonSelect';

interface Person {
  id: string;
  name: string;
}

export function PeoplePicker({ value, onChange, most, label }: { value: Person[]; onChange: (people: Person[]) => void; most: number; label?: string }) {
  const { t } = useTranslation();
  const add = (one: Person | null) => {
    if (one && !value.some((has) => has.id === one.id)) onChange([...value, one]);
  };
  if (most === 1) return <PersonSelect kind="member" label={label ?? t('task.people')} value={value[0] ?? null} onChange={(one) => onChange(one ? [one] : [])} />;
  return (
    <div className="people">
      {value.length > 0 && (
        <span className="chips">
          {value.map((one) => (
            <span key={one.id} className="chip">
              {one.name}
              <button type="button" aria-label={t('files.remove', { name: one.name })} onClick={() => onChange(value.filter((has) => has.id !== one.id))}>
                <Icon name="close" size={12} />
              </button>
            </span>
          ))}
        </span>
      )}
      <PersonSelect key={value.length} kind="member" label={label ?? t('task.people')} value={null} onChange={add} placeholder={t('task.people_add')} />
    </div>
  );
}
