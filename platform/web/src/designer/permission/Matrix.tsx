/** The groups side by side: who, which records, what they may do, and each field. Arrows go from cell to cell. */
import { memo, useCallback, useMemo, useState, type KeyboardEvent, type MouseEvent } from 'react';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon, type IconName } from '@/ui/icons';
import { useToast } from '@/ui/toast';
import type { FieldRight } from '../lib/rights';
import { useT } from '../words';
import { actionsOf, toggled } from './actions';
import { useGroups, usePermission } from './context';
import { isDrawable, type GroupDocument } from './document';
import { GroupHead } from './GroupHead';
import { allRight, cellRight, commonRight, hiding, nextOfRead, nextRight, withAll, withPlaces } from './matrix';
import { useSaid } from './say';
import { placesOf, type Place } from './shape';

const ICONS: Record<FieldRight, IconName> = { edit: 'edit', view: 'eye', hidden: 'close' };
/** A group is never narrower than this; then the table scrolls sideways. */
const FIRST_PX = 150;
const GROUP_PX = 128;
const MOST_NAMED = 4;
const KEYS: Record<string, FieldRight> = { '1': 'hidden', '2': 'view', '3': 'edit' };

export function Matrix() {
  const t = useT();
  const words = useWords();
  const isPhone = useIsPhone();
  const { target } = usePermission();
  const groups = useGroups((state) => state.doc.groups);
  const selected = useGroups((state) => state.selected);
  const shown = useMemo(() => (isPhone ? groups.filter((one) => one.id === selected) : groups), [isPhone, groups, selected]);
  const [isFolded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) =>
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const named = useMemo(() => [...new Set(groups.filter(isDrawable).flatMap((one) => one.actions ?? []))], [groups]);
  const { plain, life } = actionsOf(target, named);
  const all = placesOf(target);
  const rights = useRights(all);
  return (
    <div className="pm-scroll" onKeyDown={go}>
      <table className="pm-matrix" aria-label={t('perm.matrix')} style={{ minWidth: FIRST_PX + shown.length * GROUP_PX }}>
        <thead>
          <tr>
            <th scope="col" className="pm-corner">{t('perm.groups', { n: groups.length })}</th>
            {shown.map((group) => <GroupHead key={group.id} group={group} isSelected={group.id === selected} />)}
          </tr>
        </thead>
        <tbody>
          <Facts groups={shown} />
          <Divider name={t('perm.actions')} span={shown.length} isFolded={isFolded.has('$actions')} onToggle={() => toggle('$actions')} />
          {!isFolded.has('$actions') && [...plain, ...life].map((action) => <ActionRow key={action} action={action} groups={shown} />)}
          <Divider name={t('perm.fields')} span={shown.length} />
          <tr className="pm-all">
            <th scope="row">{t('rights.all')}</th>
            {shown.map((group) => (isDrawable(group) ? <AllCell key={group.id} group={group} all={all} put={rights.putAll} /> : <td key={group.id} className="pm-cell" />))}
          </tr>
          {target.sections.map((section) => (
            <SectionRows key={section.id} id={section.id} name={section.label ? words(section.label) : ''} places={section.places} groups={shown} isFolded={isFolded.has(section.id)} onToggle={toggle} rights={rights} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface Rights {
  put: (group: GroupDocument, places: readonly Place[], right: FieldRight) => void;
  putAll: (group: GroupDocument, right: FieldRight) => void;
  putRow: (groups: readonly GroupDocument[], place: Place, right: FieldRight) => void;
}

/** What tells of a hidden field is hidden along, and that is said. */
function useRights(all: readonly Place[]): Rights {
  const t = useT();
  const words = useWords();
  const toast = useToast();
  const { design } = usePermission();
  return useMemo(() => {
    const made = (group: GroupDocument, places: readonly Place[], right: FieldRight) => {
      const next = withPlaces(group.fields, places, right, all);
      return right === 'hidden' ? hiding(next, all) : { fields: next, along: [] };
    };
    const say = (along: readonly Place[]) => {
      const names = [...new Set(along.map((one) => words(one.label)))];
      const said = names.length > MOST_NAMED ? t('perm.and_more', { said: names.slice(0, MOST_NAMED).join('、'), n: names.length }) : names.join('、');
      if (names.length > 0) toast.undoable(t('perm.hidden_along', { names: said }), () => design.temporal.getState().undo());
    };
    return {
      put: (group, places, right) => {
        const { fields, along } = made(group, places, right);
        design.getState().patch(group.id, { fields });
        say(along);
      },
      putAll: (group, right) => design.getState().patch(group.id, { fields: withAll(right) }),
      putRow: (groups, place, right) => {
        const changes = groups.filter(isDrawable).map((group) => [group.id, made(group, [place], right)] as const);
        design.getState().patchAll(new Map(changes.map(([id, { fields }]) => [id, { fields }])));
        say(changes.flatMap(([, { along }]) => along));
      },
    };
  }, [all, design, t, toast, words]);
}

function Facts({ groups }: { groups: readonly GroupDocument[] }) {
  const t = useT();
  const said = useSaid();
  const select = useGroups((state) => state.select);
  const cell = (group: GroupDocument, text: string, none: string) => (
    <td key={group.id} className="pm-fact">
      <button type="button" title={text} onClick={() => select(group.id)} className={text ? '' : 'is-none'}>{text || none}</button>
    </td>
  );
  return (
    <>
      <tr>
        <th scope="row">{t('perm.members')}</th>
        {groups.map((group) => (isDrawable(group) ? cell(group, said.members(group.members), t('perm.nobody')) : <td key={group.id} className="pm-fact">{t('perm.undrawn')}</td>))}
      </tr>
      <tr>
        <th scope="row">{t('perm.rows')}</th>
        {groups.map((group) => (isDrawable(group) ? cell(group, said.rows(group.rows), '') : <td key={group.id} className="pm-fact" />))}
      </tr>
    </>
  );
}

function Divider({ name, span, isFolded, onToggle }: { name: string; span: number; isFolded?: boolean; onToggle?: () => void }) {
  return (
    <tr className="pm-divider">
      <th scope="rowgroup" colSpan={span + 1}>
        {onToggle ? (
          <button type="button" aria-expanded={!isFolded} onClick={onToggle}>
            <Icon name={isFolded ? 'chevron_right' : 'chevron_down'} size={13} />
            {name}
          </button>
        ) : (
          name
        )}
      </th>
    </tr>
  );
}

function ActionRow({ action, groups }: { action: string; groups: readonly GroupDocument[] }) {
  const t = useT();
  const words = useWords();
  const { design } = usePermission();
  const name = t(`perm.act_${action}`, { defaultValue: action });
  return (
    <tr>
      <th scope="row">{name}</th>
      {groups.map((group) => (
        <td key={group.id} className="pm-cell">
          {isDrawable(group) && <input type="checkbox" data-cell checked={(group.actions ?? []).includes(action)} aria-label={`${name} · ${words(group.title)}`} onChange={() => design.getState().patch(group.id, { actions: toggled(group.actions ?? [], action) })} />}
        </td>
      ))}
    </tr>
  );
}

interface SectionProps {
  id: string;
  name: string;
  places: readonly Place[];
  groups: readonly GroupDocument[];
  isFolded: boolean;
  onToggle: (id: string) => void;
  rights: Rights;
}

function SectionRows({ id, name, places, groups, isFolded, onToggle, rights }: SectionProps) {
  const t = useT();
  return (
    <>
      {name && (
        <tr className="pm-section">
          <th scope="row">
            <button type="button" aria-expanded={!isFolded} onClick={() => onToggle(id)}>
              <Icon name={isFolded ? 'chevron_right' : 'chevron_down'} size={13} />
              {name}
            </button>
          </th>
          {groups.map((group) => (
            <td key={group.id} className="pm-cell">
              {isDrawable(group) && <RightButton right={commonRight(group.fields, places)} label={t('perm.section_of', { name })} group={group} isQuiet onPut={(right) => rights.put(group, places, right)} />}
            </td>
          ))}
        </tr>
      )}
      {!isFolded && places.map((place) => <FieldRow key={place.path} place={place} groups={groups} rights={rights} />)}
    </>
  );
}

const FieldRow = memo(function FieldRow({ place, groups, rights }: { place: Place; groups: readonly GroupDocument[]; rights: Rights }) {
  const t = useT();
  const words = useWords();
  const name = words(place.label) || t('canvas.untitled');
  const common = groups.filter(isDrawable).map((group) => cellRight(group.fields, place));
  const { target } = usePermission();
  const same = common.every((one) => one === common[0]) ? (common[0] ?? 'edit') : 'hidden';
  const next = target.on === 'ledger' ? nextOfRead(same) : nextRight(same);
  return (
    <tr className={place.parent === null ? undefined : 'pm-column'}>
      <th scope="row">
        <button type="button" className="pm-name" title={t('perm.whole_row', { name, right: t(`rights.${next}`) })} onClick={() => rights.putRow(groups, place, next)}>
          {name}
        </button>
      </th>
      {groups.map((group) => (isDrawable(group) ? <FieldCell key={group.id} group={group} place={place} name={name} put={rights.put} /> : <td key={group.id} className="pm-cell" />))}
    </tr>
  );
});

const FieldCell = memo(function FieldCell({ group, place, name, put }: { group: GroupDocument; place: Place; name: string; put: Rights['put'] }) {
  const { problems } = usePermission();
  const isUnder = place.parent !== null && cellRight(group.fields, { path: place.parent, parent: null }) === 'hidden';
  const problem = problems.find((one) => one.group === group.id && one.field === place.path)?.message;
  const onPut = useCallback((right: FieldRight) => put(group, [place], right), [put, group, place]);
  return (
    <td className="pm-cell">
      <RightButton right={cellRight(group.fields, place)} label={name} group={group} isDisabled={isUnder} {...(problem ? { problem } : {})} onPut={onPut} />
    </td>
  );
});

function AllCell({ group, all, put }: { group: GroupDocument; all: readonly Place[]; put: Rights['putAll'] }) {
  const t = useT();
  const isSame = Object.keys(group.fields ?? {}).every((path) => path === '*') && commonRight(group.fields, all) !== null;
  return (
    <td className="pm-cell">
      <RightButton right={isSame ? allRight(group.fields) : null} label={t('rights.all')} group={group} onPut={(right) => put(group, right)} />
    </td>
  );
}

interface RightButtonProps {
  /** Null: several. */
  right: FieldRight | null;
  label: string;
  group: GroupDocument;
  isDisabled?: boolean;
  isQuiet?: boolean;
  problem?: string;
  onPut: (right: FieldRight) => void;
}

/** A click leads on to the next right, with shift to the one before; 1, 2 and 3 say which. */
function RightButton({ right: given, label, group, isDisabled = false, isQuiet = false, problem, onPut }: RightButtonProps) {
  const t = useT();
  const words = useWords();
  const isRead = usePermission().target.on === 'ledger';
  const right = isRead && given === 'edit' ? 'view' : given;
  const state = right === null ? t('perm.mixed') : t(`rights.${right}`);
  const onKeyDown = (event: KeyboardEvent) => {
    const wanted = KEYS[event.key];
    if (!wanted || (isRead && wanted === 'edit') || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    onPut(wanted);
  };
  const onClick = (event: MouseEvent) => onPut(right === null ? 'hidden' : isRead ? nextOfRead(right) : nextRight(right, event.shiftKey));
  return (
    <button type="button" data-cell className={`pm-right is-${right ?? 'mixed'}${isQuiet ? ' is-quiet' : ''}${problem ? ' has-problem' : ''}`} disabled={isDisabled} title={problem ?? t('perm.cell_hint')} aria-label={`${label} · ${words(group.title)}${t('perm.says', { state })}${problem ? ` ${problem}` : ''}`} onClick={onClick} onKeyDown={onKeyDown}>
      {right !== null && <Icon name={ICONS[right]} size={12} />}
      {state}
    </button>
  );
}

/** Arrows from cell to cell. What a designer does by key with a whole group does not reach here. */
function go(event: KeyboardEvent<HTMLElement>): void {
  const here = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-cell]') : null;
  if (!here) return;
  if (event.key === 'Delete' || event.key === 'Backspace') event.stopPropagation();
  if (!event.key.startsWith('Arrow') || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  const row = here.closest('tr')!;
  const at = [...row.children].indexOf(here.closest('td, th')!);
  const cells = [...row.querySelectorAll<HTMLElement>('[data-cell]:not(:disabled)')];
  if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
    cells[cells.indexOf(here) + (event.key === 'ArrowRight' ? 1 : -1)]?.focus();
    return;
  }
  const isDown = event.key === 'ArrowDown';
  for (let next = beside(row, isDown); next; next = beside(next, isDown)) {
    const cell = next.children[at]?.querySelector<HTMLElement>('[data-cell]:not(:disabled)');
    if (cell) return cell.focus();
  }
}

function beside(row: Element, isDown: boolean): Element | null {
  const own = isDown ? row.nextElementSibling : row.previousElementSibling;
  if (own) return own;
  return isDown ? (row.parentElement?.tagName === 'THEAD' ? (row.closest('table')?.tBodies[0]?.rows[0] ?? null) : null) : (row.parentElement?.tagName === 'TBODY' ? (row.closest('table')?.tHead?.rows[0] ?? null) : null);
}
