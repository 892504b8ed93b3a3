/** The settings of what is selected: the app, a group, or a line of the navigation. */
import { Button, Select, Switch } from 'antd';
import { Link } from 'react-router';
import { useWords } from '@/ui/hooks';
import { Icon, type IconName } from '@/ui/icons';
import { ColorChoice, IconChoice } from '../lib/Icons';
import { Labelled } from '../lib/Labelled';
import { WordsInput } from '../lib/WordsInput';
import { useT } from '../words';
import { SPARE, useApp, useBuilder, useLeads, useRemove } from './context';
import { entryOf, entryTarget, groupOf, groupsOf, groupTarget, itemsOf, spotOf, type Entry, type Group } from './document';
import { Workplaces } from './Workplaces';

export function Panel() {
  const t = useT();
  const doc = useApp((state) => state.doc);
  const selected = useApp((state) => state.selected);
  const entry = entryOf(doc, selected);
  const group = groupOf(doc, selected);
  return (
    <aside className="fd-props" aria-label={t('bar.properties')}>
      {entry ? <OfEntry key={entry.id} entry={entry} /> : group ? <OfGroup key={group.id} group={group} /> : <OfApp />}
    </aside>
  );
}

function Head({ icon, children }: { icon: IconName; children: string }) {
  return (
    <header className="fd-props-head">
      <Icon name={icon} size={15} />
      <span>{children}</span>
    </header>
  );
}

function OfApp() {
  const t = useT();
  const { design } = useBuilder();
  const doc = useApp((state) => state.doc);
  const { put } = design.getState();
  return (
    <>
      <Head icon="app">{t('nav.app')}</Head>
      <Labelled name={t('nav.app_title')}>{(id) => <WordsInput id={id} value={doc.title} onChange={(title) => put({ title: title ?? {} })} />}</Labelled>
      <Labelled name={t('form.icon')}>{(id) => <IconChoice id={id} value={doc.icon} spare="app" onChange={(icon) => put({ icon })} />}</Labelled>
      <Labelled name={t('nav.color')}>{() => <ColorChoice label={t('nav.color')} value={doc.color} spare="teal" onChange={(color) => put({ color } as { color?: string })} />}</Labelled>
      <Workplaces />
    </>
  );
}

function OfGroup({ group }: { group: Group }) {
  const t = useT();
  const { design } = useBuilder();
  const remove = useRemove();
  return (
    <>
      <Head icon="folder">{t('nav.group')}</Head>
      <Labelled name={t('nav.group_title')}>{(id) => <WordsInput id={id} value={group.title} onChange={(title) => design.getState().putGroup(group.id, title ?? {})} />}</Labelled>
      <Button size="small" danger icon={<Icon name="delete" size={13} />} onClick={() => remove(groupTarget(group.id))}>{t('nav.remove_group')}</Button>
      <p className="fd-hint">{t('nav.remove_group_help')}</p>
    </>
  );
}

function OfEntry({ entry }: { entry: Entry }) {
  const t = useT();
  const words = useWords();
  const { app, design } = useBuilder();
  const doc = useApp((state) => state.doc);
  const leads = useLeads()(entry);
  const remove = useRemove();
  const { putEntry, move } = design.getState();
  const inGroup = spotOf(doc, entry.id)?.group;
  const toGroup = (group: string) => move(entry.id, { group, index: itemsOf(groupsOf(doc).find((one) => one.id === group)).length });
  return (
    <>
      <Head icon={SPARE[entry.kind] ?? 'form'}>{t(`nav.kind_${entry.kind}`)}</Head>
      <Labelled name={t('nav.entry_title')} hint={t('nav.entry_title_help')}>
        {(id) => <WordsInput id={id} value={entry.title} placeholder={words(leads?.title) || entry.key} onChange={(title) => putEntry(entry.id, { title })} />}
      </Labelled>
      <Labelled name={t('form.icon')}>{(id) => <IconChoice id={id} value={entry.icon ?? (leads?.icon || undefined)} spare={SPARE[entry.kind] ?? 'form'} onChange={(icon) => putEntry(entry.id, { icon })} />}</Labelled>
      <Labelled name={t('nav.color')}>{() => <ColorChoice label={t('nav.color')} value={entry.color} onChange={(color) => putEntry(entry.id, { color })} />}</Labelled>
      <Labelled name={t('nav.in_group')}>
        {(id) => <Select id={id} size="small" value={inGroup} options={groupsOf(doc).map((one) => ({ value: one.id, label: words(one.title) }))} onChange={toGroup} style={{ width: '100%' }} />}
      </Labelled>
      <Labelled name={t('nav.hidden')} hint={t('nav.hidden_help')} isBeside>
        {(id) => <Switch id={id} size="small" checked={entry.hidden === true} onChange={(on) => putEntry(entry.id, { hidden: on || undefined })} />}
      </Labelled>
      <div className="fd-rows">
        {entry.kind === 'form' && <Link to={`/apps/${app}/design/form/${entry.key}`}>{t('nav.design_form')}</Link>}
        <Button size="small" danger icon={<Icon name="close" size={13} />} onClick={() => remove(entryTarget(entry.id))}>{t('nav.take_out')}</Button>
      </div>
    </>
  );
}
