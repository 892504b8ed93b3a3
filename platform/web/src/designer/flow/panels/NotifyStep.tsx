/** Tells people: who, and what, with fields of the record in braces. */
import { Button, Checkbox, Dropdown, Select } from 'antd';
import type { Words } from '@/core/words';
import { useLanguage } from '@/ui/hooks';
import { Labelled } from '../../lib/Labelled';
import { useNamed } from '../../lib/names';
import { useOrgNames } from '../../lib/org';
import { WordsInput } from '../../lib/WordsInput';
import { useT } from '../../words';

interface Receivers {
  members?: string[];
  roles?: string[];
  departments?: string[];
  creator?: boolean;
  actor?: boolean;
  fields?: string[];
}
export interface Notify {
  id: string;
  type: string;
  to: Receivers;
  message: Words;
}
const MANY = ['members', 'roles', 'departments', 'fields'] as const;
const MOST_FIELDS = 60;

export function NotifyStep({ step, onChange }: { step: Notify; onChange: (step: Notify) => void }) {
  const t = useT();
  const org = useOrgNames();
  const language = useLanguage();
  const named = useNamed();
  const people = named.filter((one) => one.field.type === 'member').map((one) => ({ value: one.path, label: one.label }));
  const to = (changes: Receivers) => onChange({ ...step, to: Object.fromEntries(Object.entries({ ...step.to, ...changes }).filter(([, given]) => given === true || (Array.isArray(given) && given.length > 0))) });
  const insert = (path: string) => onChange({ ...step, message: { ...step.message, [language]: `${step.message[language as keyof Words] ?? ''}{${path}}` } });
  return (
    <>
      <Labelled name={t('action.to')}>
        {() => (
          <div className="fd-rows">
            {MANY.map((name) => (
              <Select key={name} size="small" mode="multiple" aria-label={t(`who.${name}`)} placeholder={t(`who.${name}`)} showSearch={{ optionFilterProp: 'label' }} value={step.to[name] ?? []} options={name === 'fields' ? people : org[name]} onChange={(next: string[]) => to({ [name]: next })} />
            ))}
            <span className="fd-row">
              <Checkbox checked={step.to.creator ?? false} onChange={(event) => to({ creator: event.target.checked })}>{t('action.creator')}</Checkbox>
              <Checkbox checked={step.to.actor ?? false} onChange={(event) => to({ actor: event.target.checked })}>{t('action.actor')}</Checkbox>
            </span>
          </div>
        )}
      </Labelled>
      <Labelled name={t('action.message')}>{(id) => <WordsInput id={id} isLong value={step.message} onChange={(message) => onChange({ ...step, message: message ?? {} })} />}</Labelled>
      <Dropdown trigger={['click']} menu={{ items: named.slice(0, MOST_FIELDS).map((one) => ({ key: one.path, label: one.label })), onClick: ({ key }) => insert(key), style: { maxHeight: 280, overflow: 'auto' } }}>
        <Button size="small" type="link">{t('action.insert_field')}</Button>
      </Dropdown>
    </>
  );
}
