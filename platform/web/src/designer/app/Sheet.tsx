/** The navigation as people will see it: groups and their lines, each of which can be dragged or moved by keys. */
import { Button } from 'antd';
import { memo, useCallback } from 'react';
import { useLanguage, useWords } from '@/ui/hooks';
import { Icon, NamedIcon } from '@/ui/icons';
import { tintOf } from '@/ui/tint';
import { useBoth, useDragSource, useDropTarget, type DragData } from '../lib/dnd';
import { useIsOver } from '../lib/over';
import { useT } from '../words';
import { SPARE, useApp, useBuilder, useLeads, useNameOf } from './context';
import { APP, entryTarget, groupsOf, groupTarget, itemsOf, type Entry, type Group, type Target } from './document';
import type { TargetData } from './landing';
import { useChosen } from './use-chosen';

/** `onOpen`: on a phone the settings are a drawer. */
export function Sheet({ onOpen }: { onOpen: (() => void) | undefined }) {
  const t = useT();
  const language = useLanguage();
  const { design } = useBuilder();
  const groups = useApp((state) => groupsOf(state.doc));
  return (
    <section className="fd-canvas-scroll" aria-label={t('nav.canvas')} onClick={() => design.getState().select(null)}>
      <div className="fd-sheet ab-sheet">
        <Head onOpen={onOpen} />
        {groups.map((group, index) => <GroupCard key={group.id} group={group} index={index} onOpen={onOpen} />)}
        {groups.length === 0 && <p className="fd-muted">{t('nav.none')}</p>}
        <Button
          size="small"
          icon={<Icon name="add" size={13} />}
          onClick={(event) => {
            event.stopPropagation();
            design.getState().addGroup({ [language]: t('nav.new_group') });
          }}
        >
          {t('nav.add_group')}
        </Button>
      </div>
    </section>
  );
}

function Head({ onOpen }: { onOpen: (() => void) | undefined }) {
  const t = useT();
  const words = useWords();
  const doc = useApp((state) => state.doc);
  const { ref, props } = useChosen(APP, onOpen);
  return (
    <div {...props} ref={ref} className={`ab-head ${props.className}`} role="group" aria-label={t('nav.app')}>
      <span className={`app-icon ${tintOf(doc.color)}`}><NamedIcon name={doc.icon} spare="app" size={22} /></span>
      <strong>{words(doc.title) || t('canvas.untitled')}</strong>
      <span className="fd-muted">{t('nav.app_more')}</span>
    </div>
  );
}

const anything = () => true;
const isNoGroup = (source: DragData) => source['group'] === undefined;

const GroupCard = memo(function GroupCard({ group, index, onOpen }: { group: Group; index: number; onOpen: (() => void) | undefined }) {
  const t = useT();
  const words = useWords();
  const target = groupTarget(group.id);
  const items = itemsOf(group);
  const { ref, props } = useChosen(target, onOpen);
  const drag = useDragSource(target, { group: group.id });
  const drop = useDropTarget({ id: target, data: { group: group.id, groupIndex: index, length: items.length } satisfies TargetData, priority: 1, accepts: useCallback(anything, []) });
  const side = useSide(target);
  return (
    <section ref={drop} className={`ab-group ${side} ${drag.isDragging ? 'is-dragging' : ''}`}>
      <div {...props} ref={useBoth(ref, drag.ref)} className={`ab-group-head ${props.className}`} role="group" aria-label={t('nav.group_of', { name: words(group.title), n: items.length })}>
        <Grip />
        <strong>{words(group.title)}</strong>
        <Moves target={target} name={words(group.title)} />
      </div>
      <ul className="ab-items">
        {items.map((entry, at) => <Line key={entry.id} entry={entry} group={group.id} groupIndex={index} index={at} length={items.length} onOpen={onOpen} />)}
      </ul>
      {items.length === 0 && <p className="fd-muted ab-empty">{t('nav.empty_group')}</p>}
    </section>
  );
});

interface LineProps extends TargetData {
  entry: Entry;
  index: number;
  onOpen: (() => void) | undefined;
}

const Line = memo(function Line({ entry, group, groupIndex, index, length, onOpen }: LineProps) {
  const t = useT();
  const nameOf = useNameOf();
  const leads = useLeads()(entry);
  const target = entryTarget(entry.id);
  const { ref, props } = useChosen(target, onOpen);
  const drag = useDragSource(target, { entry: entry.id });
  const drop = useDropTarget({ id: target, data: { group, groupIndex, index, length } satisfies TargetData, priority: 2, accepts: isNoGroup });
  const side = useSide(target);
  const name = nameOf(entry);
  return (
    <li ref={drop} className={side}>
      <div {...props} ref={useBoth(ref, drag.ref)} className={`ab-line ${props.className} ${entry.hidden ? 'is-hidden' : ''} ${drag.isDragging ? 'is-dragging' : ''}`} role="group" aria-label={t('nav.line_of', { name, kind: t(`nav.kind_${entry.kind}`) })}>
        <Grip />
        <span className={`ab-icon ${tintOf(entry.color)}`}><NamedIcon name={entry.icon ?? leads?.icon} spare={SPARE[entry.kind] ?? 'form'} /></span>
        <span className="ab-name">{name}</span>
        {entry.hidden && <em>{t('nav.is_hidden')}</em>}
        {!leads && <em className="is-gone">{t('nav.gone')}</em>}
        <Moves target={target} name={name} />
      </div>
    </li>
  );
});

/** Two, for the two sides of a target. */
function useSide(target: Target): string {
  const top = useIsOver(`${target}:top`);
  const bottom = useIsOver(`${target}:bottom`);
  return top ? 'drop-top' : bottom ? 'drop-bottom' : '';
}

const Grip = () => <span className="ab-grip" aria-hidden="true"><Icon name="grip" size={14} /></span>;

/** What dragging does, for whoever does not drag. */
function Moves({ target, name }: { target: Target; name: string }) {
  const t = useT();
  const { design } = useBuilder();
  const isSelected = useApp((state) => state.selected === target);
  if (!isSelected) return null;
  const move = (by: 1 | -1) => (event: React.MouseEvent) => {
    event.stopPropagation();
    design.getState().nudge(target, by);
  };
  return (
    <span className="ab-moves" onPointerDown={(event) => event.stopPropagation()}>
      <button type="button" className="icon-button" aria-label={t('nav.up', { name })} title={t('tools.up')} onClick={move(-1)}><Icon name="chevron_up" size={14} /></button>
      <button type="button" className="icon-button" aria-label={t('nav.down', { name })} title={t('tools.down')} onClick={move(1)}><Icon name="chevron_down" size={14} /></button>
    </span>
  );
}
