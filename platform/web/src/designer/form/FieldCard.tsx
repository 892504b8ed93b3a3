/** One field on the canvas. While something is dragged, only the two cards concerned draw again. */
import { memo, useCallback, useEffect, useRef } from 'react';
import type { Field, SubformField } from '@/core/documents';
import { fields } from '@/fields';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Menu, type MenuItem } from '@/ui/Menu';
import { useToast } from '@/ui/toast';
import { useBoth, useDragSource, useDropTarget, type DragData } from '../lib/dnd';
import { follow } from '../lib/follow';
import { useT } from '../words';
import { useActions, useDesign } from './context';
import { useCopying } from './copying';
import { useSide, type SourceData, type TargetData } from './drop';
import { useHasProblem } from './problems';
import { useRemoveField } from './remove';
import { Sketch } from './Sketch';
import { listAt, mayGo, parentOf, pathOf } from './tree';

const FULL = 24;

interface FieldCardProps {
  field: Field;
  parent: string | null;
  index: number;
}

export const FieldCard = memo(function FieldCard({ field, parent, index }: FieldCardProps) {
  const t = useT();
  const words = useWords();
  const path = pathOf(parent, field.id);
  const isSelected = useDesign((state) => state.selected === path);
  const actions = useActions();
  const side = useSide(path);
  const hasProblem = useHasProblem(path);
  const isWide = parent === null && widthOf(field) === FULL;
  const drag = useDragSource(path, { type: field.type, path } satisfies SourceData);
  const accepts = useCallback((source: DragData) => mayGo((source as SourceData).type, parent) && source['path'] !== parent, [parent]);
  const drop = useDropTarget({ id: path, data: { parent, index, isWide } satisfies TargetData, priority: parent ? 4 : 2, accepts });
  const follow = useFollowed(isSelected);
  const ref = useBoth(useBoth(drag.ref, drop), follow);
  const name = words(field.label) || t('canvas.untitled');
  const classes = ['fd-card', `is-${field.type}`, parent ? 'is-column' : '', isSelected ? 'is-selected' : '', drag.isDragging ? 'is-dragging' : '', side ? `drop-${side}` : '', hasProblem ? 'has-problem' : ''];
  return (
    <div
      ref={ref}
      className={classes.filter(Boolean).join(' ')}
      style={parent ? undefined : { gridColumn: `span ${widthOf(field)}` }}
      tabIndex={0}
      role="group"
      aria-label={t('canvas.card', { name, type: words(fields.get(field.type).words) })}
      aria-current={isSelected || undefined}
      data-target={path}
      onClick={(event) => {
        event.stopPropagation();
        actions().select(path);
      }}
      onFocus={(event) => {
        if (event.target === event.currentTarget) actions().select(path);
      }}
    >
      <div className="fd-label">
        {field.required && <b aria-hidden="true">*</b>}
        <span>{name}</span>
        {field.readonly && <em>{t('props.readonly')}</em>}
        {!field.required && field.required_when && <em title={t('props.required_when')}>{t('canvas.asked')}</em>}
        {!field.readonly && field.readonly_when && <em title={t('props.readonly_when')}>{t('canvas.locked')}</em>}
        {field.visible_when && <em title={t('props.visible_when')}>{t('canvas.conditional')}</em>}
      </div>
      {field.type === 'subform' ? <Columns field={field} /> : <Sketch field={field} />}
      {isSelected && <Tools path={path} name={name} field={field} />}
    </div>
  );
});

function useFollowed(isSelected: boolean): (node: Element | null) => void {
  const node = useRef<Element | null>(null);
  useEffect(() => {
    const card = node.current;
    if (!isSelected || !(card instanceof HTMLElement)) return;
    follow(card);
  }, [isSelected]);
  return useCallback((next: Element | null) => {
    node.current = next;
  }, []);
}

function widthOf(field: Field): number {
  return field.type === 'subform' || field.type === 'section' ? FULL : (field.width ?? 12);
}

function Columns({ field }: { field: SubformField }) {
  const t = useT();
  const id = `zone:${field.id}`;
  const side = useSide(id);
  const accepts = useCallback((source: DragData) => mayGo((source as SourceData).type, field.id), [field.id]);
  const ref = useDropTarget({ id, data: { parent: field.id } satisfies TargetData, priority: 3, accepts });
  return (
    <div ref={ref} className={`fd-columns${side ? ' is-over' : ''}`} data-zone={field.id}>
      {field.fields.length === 0 && <span className="fd-zone-hint">{t('canvas.zone')}</span>}
      {field.fields.map((column, index) => (
        <FieldCard key={column.id} field={column} parent={field.id} index={index} />
      ))}
    </div>
  );
}

function Tools({ path, name, field }: { path: string; name: string; field: Field }) {
  const t = useT();
  const actions = useActions();
  const remove = useRemoveField();
  const run = (act: () => void) => (event: React.MouseEvent) => {
    event.stopPropagation();
    act();
  };
  const stop = (event: React.SyntheticEvent) => event.stopPropagation();
  return (
    <span className="fd-tools" onPointerDown={stop} role="toolbar" aria-label={name}>
      <MoreMenu path={path} field={field} name={name} />
      <button type="button" title={t('tools.duplicate')} aria-label={t('tools.duplicate')} onClick={run(() => actions().duplicate(path))}>
        <Icon name="copy" size={14} />
      </button>
      <button type="button" className="is-danger" title={t('tools.delete')} aria-label={t('tools.delete')} onClick={run(() => remove(path))}>
        <Icon name="delete" size={14} />
      </button>
    </span>
  );
}

/** Copying to other forms, and moving without a pointer and across containers: a menu says where to. */
function MoreMenu({ path, field, name }: { path: string; field: Field; name: string }) {
  const t = useT();
  const words = useWords();
  const toast = useToast();
  const actions = useActions();
  const { copy, paste, copied } = useCopying();
  const doc = useDesign((state) => state.doc);
  const parent = parentOf(path);
  const targets = doc.fields.filter((one) => one.type === 'subform' && one.id !== parent && mayGo(field.type, one.id) && one.id !== path);
  const items: MenuItem[] = [
    { key: 'copy', label: t('tools.copy') },
    ...(copied.length > 0 ? [{ key: 'paste', label: t('tools.paste') }] : []),
    { key: 'up', label: t('tools.up'), divided: true },
    { key: 'down', label: t('tools.down') },
    ...(parent === null ? [] : [{ key: 'form', label: t('tools.to_form') }]),
    ...targets.map((one) => ({ key: `into:${one.id}`, label: t('tools.to_subform', { name: words(one.label) }) })),
  ];
  const choose = (key: string) => {
    if (key === 'copy') {
      copy(path);
      toast.done(t('tools.copied', { name }));
    } else if (key === 'paste') paste();
    else if (key === 'up' || key === 'down') actions().nudge(path, key === 'up' ? -1 : 1);
    else if (key === 'form') actions().move(path, { parent: null, index: doc.fields.length });
    else actions().move(path, { parent: key.slice(5), index: listAt(doc, key.slice(5)).length });
  };
  return (
    <Menu
      items={items}
      onChoose={choose}
      trigger={({ onClick, ...opened }) => (
        <button type="button" title={t('tools.more')} aria-label={t('tools.more')} {...opened} onClick={(event) => (event.stopPropagation(), onClick())}>
          <Icon name="more" size={14} />
        </button>
      )}
    />
  );
}
