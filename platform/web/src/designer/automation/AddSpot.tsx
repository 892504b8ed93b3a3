/** The + between two steps: a menu of what can stand here, and where dragged steps land. */
import { useCallback, type ReactElement } from 'react';
import { useWords } from '@/ui/hooks';
import { Icon, NamedIcon } from '@/ui/icons';
import { Menu, type MenuItem } from '@/ui/Menu';
import type { TriggerProps } from '@/ui/Popup';
import type { SourceData, TargetData } from '../lib/tree-drop';
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
      <AddMenu
        doc={() => actions().doc}
        onAdd={(step) => actions().insert(step, place)}
        trigger={(opened) => (
          <button type="button" className="fl-add" aria-label={t('automation.add_after', { name: before })} title={t('automation.add')} {...opened}>
            <Icon name="add" size={14} />
          </button>
        )}
      />
    </div>
  );
}

interface AddMenuProps {
  doc: () => Steps;
  onAdd: (step: Step) => void;
  trigger: (opened: TriggerProps) => ReactElement;
}

export function AddMenu({ doc, onAdd, trigger }: AddMenuProps) {
  const t = useT();
  const words = useWords();
  useClipboardKey();
  const paste = clipped();
  const items: MenuItem[] = [
    ...(paste ? [{ key: PASTE, icon: 'copy' as const, label: t('add.paste', { name: words(factsOfStep(paste.type).words) }) }] : []),
    ...GROUPS.flatMap((group) =>
      stepTypes()
        .filter((one) => stepKinds.get(one.name).group === group)
        .sort((a, b) => rank(a.name) - rank(b.name))
        .map((one, n) => ({ key: one.name, icon: <NamedIcon name={one.icon} size={15} />, label: words(one.words), ...(n === 0 && { group: t(`automation.group_${group}`) }) })),
    ),
  ];
  const add = (key: string) => {
    if (key === PASTE) return paste && onAdd(copied(paste, doc()));
    onAdd(freshStep(key, doc()));
  };
  return <Menu side="middle" className="fl-add-menu au-add-menu" items={items} onChoose={add} trigger={trigger} />;
}

const freshStep = (type: string, doc: Steps): Step => ({ id: newId(doc), type, ...stepKinds.get(type).create(() => newId(doc)) });
