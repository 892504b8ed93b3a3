/** The + between two nodes: a menu of what can stand here, and where dragged nodes land. */
import { useCallback } from 'react';
import { useWords } from '@/ui/hooks';
import { Icon, NamedIcon } from '@/ui/icons';
import { Menu, type MenuItem } from '@/ui/Menu';
import { useDropTarget, type DragData } from '../lib/dnd';
import { useT, type T } from '../words';
import { clipped, useClipboardKey } from './clipboard';
import { useFlowActions, useFlowDesign } from './context';
import type { FlowDocument } from './document';
import type { SourceData, TargetData } from '../lib/tree-drop';
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
      <AddMenu place={place} before={before} />
    </div>
  );
}

function AddMenu({ place, before }: { place: Place; before: string }) {
  const t = useT();
  const actions = useFlowActions();
  const words = useWords();
  useClipboardKey();
  const add = (key: string) => {
    const state = actions();
    const paste = clipped();
    if (key === PASTE) return paste && state.insert(copied(paste, state.doc), place);
    state.insert({ id: newId(state.doc), type: key, ...kinds.get(key).create(state.doc, place) }, place);
  };
  return (
    <Menu
      side="middle"
      className="fl-add-menu"
      items={() => choices(actions().doc, place, { t, words })}
      onChoose={add}
      trigger={(opened) => (
        <button type="button" className="fl-add" aria-label={t('add.after', { name: before })} title={t('add.here')} {...opened}>
          <Icon name="add" size={14} />
        </button>
      )}
    />
  );
}

type Speech = { t: T; words: ReturnType<typeof useWords> };

/** What may stand here: what was copied first, then each kind of node by its group. */
function choices(doc: FlowDocument, place: Place, { t, words }: Speech): MenuItem[] {
  const paste = clipped();
  const pasted = paste && mayGo(doc, { type: paste.type }, place) ? [{ key: PASTE, icon: 'copy' as const, label: t('add.paste', { name: words(paste.title) || words(nodeTypes().find((one) => one.name === paste.type)?.words) }) }] : [];
  const added = GROUPS.flatMap((group) =>
    nodeTypes()
      .filter((one) => one.group === group && one.addable && mayGo(doc, { type: one.name }, place))
      .sort((a, b) => rank(a.name) - rank(b.name))
      .map((one, n) => ({ key: one.name, icon: <NamedIcon name={one.icon} size={15} />, label: words(one.words), ...(n === 0 && { group: t(`add.${group}`) }) })),
  );
  return [...pasted, ...added];
}
