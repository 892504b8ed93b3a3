/** Who is told: people by name, role or department, people of the record. */
import { Checkbox, Select } from 'antd';
import { BY_LABEL } from '@/ui/by-label';
import { Labelled } from '../../lib/Labelled';
import { useNamed } from '../../lib/names';
import { useOrgNames } from '../../lib/org';
import { useT } from '../../words';
import type { Receivers as Who } from '../document';

const MANY = ['members', 'roles', 'departments', 'fields'] as const;

export function Receivers({ value = {}, onChange }: { value: Who | undefined; onChange: (value: Who) => void }) {
  const t = useT();
  const org = useOrgNames();
  const people = useNamed().filter((one) => one.field.type === 'member').map((one) => ({ value: one.path, label: one.label }));
  const put = (changes: Who) => onChange(Object.fromEntries(Object.entries({ ...value, ...changes }).filter(([, given]) => given === true || (Array.isArray(given) && given.length > 0))));
  return (
    <Labelled name={t('action.to')}>
      {() => (
        <div className="fd-rows">
          {MANY.map((name) => (
            <Select key={name} size="small" mode="multiple" aria-label={t(`who.${name}`)} placeholder={t(`who.${name}`)} showSearch={BY_LABEL} value={value[name] ?? []} options={name === 'fields' ? people : org[name]} onChange={(next: string[]) => put({ [name]: next })} />
          ))}
          <span className="fd-row">
            <Checkbox checked={value.creator ?? false} onChange={(event) => put({ creator: event.target.checked })}>{t('action.creator')}</Checkbox>
            <Checkbox checked={value.actor ?? false} onChange={(event) => put({ actor: event.target.checked })}>{t('automation.actor')}</Checkbox>
          </span>
        </div>
      )}
    </Labelled>
  );
}

/** In words, for a card. */
export function receiversInWords(to: Who | undefined, say: { t: (key: string) => string; people: (who: Who) => string }): string {
  if (!to) return '';
  const { creator, actor, ...named } = to;
  return [say.people(named), ...(creator ? [say.t('action.creator')] : []), ...(actor ? [say.t('automation.actor')] : [])].filter(Boolean).join('、');
}
