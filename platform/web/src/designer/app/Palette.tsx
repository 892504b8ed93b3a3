/** What has no place in the navigation yet: drag it in, or click, or press Enter. */
import { Button, Input } from 'antd';
import { useState } from 'react';
import { Icon, NamedIcon } from '@/ui/icons';
import { useWords } from '@/ui/hooks';
import { late } from '@/ui/late';
import { useDragSource } from '../lib/dnd';
import { useT } from '../words';
import { SPARE, useApp, useBuilder } from './context';
import { thingOf, unplaced, type Leads } from './document';

const NewForm = late(async () => (await import('@/shell/NewForm')).default);
const KINDS = ['form', 'report', 'ledger', 'journal', 'page'] as const;

export function Palette({ onAdded }: { onAdded?: () => void }) {
  const t = useT();
  const words = useWords();
  const { app, leads } = useBuilder();
  const doc = useApp((state) => state.doc);
  const [wanted, setWanted] = useState('');
  const [isNew, setNew] = useState(false);
  const open = unplaced(doc, leads);
  const found = open.filter((one) => (words(one.title) + one.key).toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <aside className="fd-palette" aria-label={t('nav.unplaced')}>
      {open.length > SEARCHED_FROM && <Input allowClear size="small" value={wanted} onChange={(event) => setWanted(event.target.value)} placeholder={t('nav.search')} aria-label={t('nav.search')} prefix={<Icon name="search" size={13} />} />}
      {KINDS.map((kind) => {
        const mine = found.filter((one) => one.kind === kind);
        return mine.length === 0 ? null : (
          <section key={kind}>
            <h4>{t(`nav.kind_${kind}`)}</h4>
            <div className="ab-palette">{mine.map((one) => <Item key={thingOf(one)} thing={one} onAdded={onAdded} />)}</div>
          </section>
        );
      })}
      {open.length === 0 && <p className="fd-muted ab-all">{t('nav.all_placed')}</p>}
      {open.length > 0 && <p className="fd-muted fd-palette-hint">{t('nav.unplaced_help')}</p>}
      <Button size="small" block icon={<Icon name="add" size={13} />} onClick={() => setNew(true)}>{t('nav.new_form')}</Button>
      {isNew && <NewForm app={app} taken={leads.filter((one) => one.kind === 'form').map((one) => one.key)} onClose={() => setNew(false)} />}
    </aside>
  );
}

const SEARCHED_FROM = 8;

function Item({ thing, onAdded }: { thing: Leads; onAdded: (() => void) | undefined }) {
  const t = useT();
  const words = useWords();
  const { design } = useBuilder();
  const { ref } = useDragSource(`new:${thingOf(thing)}`, { thing });
  const name = words(thing.title) || thing.key;
  const add = () => {
    design.getState().add(thing);
    onAdded?.();
  };
  return (
    <button type="button" ref={ref} className="fd-item" aria-label={t('nav.add', { name })} title={name} onClick={add}>
      <NamedIcon name={thing.icon} spare={SPARE[thing.kind] ?? 'form'} size={15} />
      <span>{name}</span>
    </button>
  );
}
