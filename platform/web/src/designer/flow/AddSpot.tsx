/** The + between two nodes: a menu of what can stand here, and where dragged nodes land. */
import { type MenuProps } from 'antd';
import { useCallback } from 'react';
import { useWords } from '@/ui/hooks';
import { Icon, NamedIcon } from '@/ui/icons';
import { Dropdown } from '../lib/Dropdown';
import { useDropTarget, type DragData } from '../lib/dnd';
import { useT } from '../words';
import { clipped, useClipboardKey } from './clipboard';
import { useFlowActions, useFlowDesign } from './context';
import type { SourceData, TargetData } from './drop';
import { useIsOver } from '../lib/over';
import { kinds } from './kinds';
import { nodeTypes } from './kind';
import { copied, mayGo, newId, nodeOf, type Place } from './tree';

const GROUPS = ['people', 'route', 'edge'] as const;
const PASTE = '$paste';
/** What people reach for first stands first; types nobody has thought of come last. */
const ORDER = ['approval', 'handle', 'cc', 'branch', 'parallel', 'inclusive', 'action', 'wait', 'subflow', 'repeat'];
const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

export function AddSpot({ place, before }: { place: Place; before: string }) {
  const t = useT();
  const id = `add:${place.into}:${place.index}`;
  const design = useFlowDesign();
  const accepts = useCallback(
    (source: DragData) => {
      const { doc } = design.getState();
      const node = nodeOf(doc, (source as SourceData).node ?? '');
      return node !== undefined && mayGo(doc, node, place);
    },
    [design, place],
  );
  const ref = useDropTarget({ id, data: { place } satisfies TargetData, priority: 2 + place.into.length, accepts });
  const isOver = useIsOver(id);
  return (
    <div ref={ref} className={isOver ? 'fl-spot is-over' : 'fl-spot'}>
      <AddMenu place={place}>
        <button type="button" className="fl-add" aria-label={t('add.after', { name: before })} title={t('add.here')}>
          <Icon name="add" size={14} />
        </button>
      </AddMenu>
    </div>
  );
}

function AddMenu({ place, children }: { place: Place; children: React.ReactNode }) {
  const t = useT();
  const words = useWords();
  const actions = useFlowActions();
  useClipboardKey();
  const items = (): MenuProps['items'] => {
    const { doc } = actions();
    const groups = GROUPS.flatMap((group) => {
      const mine = nodeTypes().filter((one) => one.group === group && one.addable && mayGo(doc, { type: one.name }, place)).sort((a, b) => rank(a.name) - rank(b.name));
      const children_ = mine.map((one) => ({ key: one.name, icon: <NamedIcon name={one.icon} size={15} />, label: words(one.words) }));
      return mine.length > 0 ? [{ key: group, type: 'group' as const, label: t(`add.${group}`), children: children_ }] : [];
    });
    const paste = clipped();
    return paste && mayGo(doc, { type: paste.type }, place) ? [{ key: PASTE, icon: <Icon name="copy" size={15} />, label: t('add.paste', { name: words(paste.title) || words(nodeTypes().find((one) => one.name === paste.type)?.words) }) }, { type: 'divider' as const }, ...groups] : groups;
  };
  const add: MenuProps['onClick'] = ({ key }) => {
    const state = actions();
    const paste = clipped();
    if (key === PASTE) return paste && state.insert(copied(paste, state.doc), place);
    state.insert({ id: newId(state.doc), type: key, ...kinds.get(key).create(state.doc, place) }, place);
  };
  return (
    <Dropdown placement="bottom" menu={{ items: items() ?? [], onClick: (info) => void add(info), className: 'fl-add-menu' }}>
      {children}
    </Dropdown>
  );
}
