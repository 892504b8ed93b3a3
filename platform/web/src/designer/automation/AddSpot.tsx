/** The + between two steps: a menu of what can stand here, and where dragged steps land. */
import { type MenuProps } from 'antd';
import { useCallback, type ReactNode } from 'react';
import { useWords } from '@/ui/hooks';
import { Icon, NamedIcon } from '@/ui/icons';
import { Dropdown } from '../lib/Dropdown';
import type { SourceData, TargetData } from '../flow/drop';
import { useIsOver } from '../lib/over';
import { useDropTarget, type DragData } from '../lib/dnd';
import { useT } from '../words';
import { clipped, useClipboardKey } from './clipboard';
import { useActions, useDesign } from './context';
import type { Step } from './document';
import { factsOfStep, stepTypes } from './kind';
import { stepKinds } from './steps';
import { copied, mayGo, newId, stepOf, type Place, type Steps } from './tree';

const GROUPS = ['records', 'people', 'order', 'outside'] as const;
const PASTE = '$paste';
/** What people reach for first stands first; types nobody has thought of come last. */
const ORDER = ['create_record', 'update_record', 'upsert_record', 'find_record', 'delete_record', 'push_document', 'run_report', 'match_amount', 'post_again', 'notify', 'send_email', 'post_message', 'branch', 'for_each', 'calculate', 'wait', 'start_flow'];
const rank = (name: string): number => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);

export function AddSpot({ place, before }: { place: Place; before: string }) {
  const t = useT();
  const id = `add:${place.into}:${place.index}`;
  const design = useDesign();
  const actions = useActions();
  const accepts = useCallback(
    (source: DragData) => {
      const step = stepOf(design.getState().doc, (source as SourceData).node ?? '');
      return step !== undefined && mayGo(step, place);
    },
    [design, place],
  );
  const ref = useDropTarget({ id, data: { place } satisfies TargetData, priority: 2 + place.into.length, accepts });
  const isOver = useIsOver(id);
  return (
    <div ref={ref} className={isOver ? 'fl-spot is-over' : 'fl-spot'}>
      <AddMenu doc={() => actions().doc} onAdd={(step) => actions().insert(step, place)}>
        <button type="button" className="fl-add" aria-label={t('automation.add_after', { name: before })} title={t('automation.add')}>
          <Icon name="add" size={14} />
        </button>
      </AddMenu>
    </div>
  );
}

export function AddMenu({ doc, onAdd, children }: { doc: () => Steps; onAdd: (step: Step) => void; children: ReactNode }) {
  const t = useT();
  const words = useWords();
  useClipboardKey();
  const paste = clipped();
  const groups = GROUPS.map((group) => ({
    key: group,
    type: 'group' as const,
    label: t(`automation.group_${group}`),
    children: stepTypes()
      .filter((one) => stepKinds.get(one.name).group === group)
      .sort((a, b) => rank(a.name) - rank(b.name))
      .map((one) => ({ key: one.name, icon: <NamedIcon name={one.icon} size={15} />, label: words(one.words) })),
  }));
  const items: MenuProps['items'] = paste ? [{ key: PASTE, icon: <Icon name="copy" size={15} />, label: t('add.paste', { name: words(factsOfStep(paste.type).words) }) }, { type: 'divider' }, ...groups] : groups;
  const add: MenuProps['onClick'] = ({ key }) => {
    if (key === PASTE) return paste && onAdd(copied(paste, doc()));
    onAdd(freshStep(key, doc()));
  };
  return (
    <Dropdown placement="bottom" menu={{ items, onClick: (info) => void add(info), className: 'fl-add-menu au-add-menu' }}>
      {children}
    </Dropdown>
  );
}

const freshStep = (type: string, doc: Steps): Step => ({ id: newId(doc), type, ...stepKinds.get(type).create(() => newId(doc)) });
