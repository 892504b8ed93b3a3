/** Where people begin when they open the app, by role; the first that fits counts. */
import { Button, Select } from 'antd';
import { Icon } from '@/ui/icons';
import { Labelled } from '../lib/Labelled';
import { useOrgNames } from '../lib/org';
import { shortId } from '../lib/short-id';
import { useT } from '../words';
import { useApp, useBuilder, useNameOf } from './context';
import { thingOf, type Workplace } from './document';

export function Workplaces() {
  const t = useT();
  const { design, leads } = useBuilder();
  const nameOf = useNameOf();
  const { roles } = useOrgNames();
  const list = useApp((state) => state.doc.workplaces) ?? [];
  const put = (next: Workplace[]) => design.getState().put({ workplaces: next.length > 0 ? next : undefined } as { workplaces?: Workplace[] });
  const change = (id: string, changes: Partial<Workplace>) => put(list.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  const places = leads.map((one) => ({ value: thingOf(one), label: nameOf(one), thing: { kind: one.kind, key: one.key } }));
  const add = () => {
    const [first] = places;
    const taken = list.flatMap((one) => one.roles);
    const role = roles.find((one) => !taken.includes(one.value)) ?? roles[0];
    if (first && role) put([...list, { id: shortId('w', new Set(list.map((one) => one.id))), roles: [role.value], opens: first.thing }]);
  };
  return (
    <Labelled name={t('nav.workplaces')} hint={t('nav.workplaces_help')}>
      {() => (
        <div className="fd-rows">
          {list.map((one, at) => (
            <div className="fd-rule ab-workplace" key={one.id}>
              <Select size="small" mode="multiple" aria-label={t('nav.workplace_roles', { n: at + 1 })} value={one.roles} options={roles} optionFilterProp="label" status={one.roles.length === 0 ? 'error' : ''} placeholder={t('nav.roles')} onChange={(given: string[]) => change(one.id, { roles: given })} />
              <div className="fd-row">
                <Icon name="arrow_right" size={14} />
                <Select size="small" showSearch aria-label={t('nav.workplace_opens', { n: at + 1 })} value={thingOf(one.opens)} options={places} optionFilterProp="label" onChange={(value: string) => change(one.id, { opens: places.find((place) => place.value === value)?.thing ?? one.opens })} />
                <button type="button" className="icon-button" aria-label={t('nav.remove_workplace', { n: at + 1 })} onClick={() => put(list.filter((other) => other.id !== one.id))}><Icon name="close" size={14} /></button>
              </div>
            </div>
          ))}
          <Button size="small" type="link" icon={<Icon name="add" size={13} />} disabled={places.length === 0 || roles.length === 0} onClick={add}>{t('nav.add_workplace')}</Button>
        </div>
      )}
    </Labelled>
  );
}
