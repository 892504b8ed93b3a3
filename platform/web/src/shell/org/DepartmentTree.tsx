/** Departments to be dragged under each other; with the keys, Alt and left or right. What was moved can be moved back. */
import { useCallback, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import type { Department, Member } from '@/core/wire';
import { DragArea, useDragSource, useDropTarget, type DragData } from '@/designer/lib/dnd';
import { setOver, useIsOver } from '@/designer/lib/over';
import { useListed } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useToast } from '@/ui/toast';
import { useOrgWrite } from './queries';
import { asTree, inwards, mayStandUnder, outwards } from './tree';

interface TreeProps {
  all: readonly Department[];
  members: readonly Member[];
  actions: (department: Department) => ReactNode;
}

const TOP = 'top';
const idIn = (data: DragData | null): string => String(data?.['id'] ?? '');

export default function DepartmentTree({ all, members, actions }: TreeProps) {
  const { t } = useTranslation();
  const toast = useToast();
  const move = useOrgWrite(({ id, parent }: { id: string; parent: string | null }) => api.patch(url`/departments/${id}`, { parent }));
  const to = (id: string, parent: string | null) => {
    const own = all.find((one) => one.id === id);
    if (!own || !mayStandUnder(all, id, parent)) return;
    const above = all.find((one) => one.id === parent)?.name;
    const said = above === undefined ? t('org.moved_top', { name: own.name }) : t('org.moved', { name: own.name, to: above });
    move.mutate({ id, parent }, { onSuccess: () => toast.undoable(said, () => move.mutate({ id, parent: own.parent })) });
  };
  const drop = (source: DragData, over: DragData | null) => {
    setOver('');
    if (over) to(idIn(source), over['id'] === TOP ? null : idIn(over));
  };
  const onKey = (id: string) => (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    const parent = event.key === 'ArrowLeft' ? outwards(all, id) : inwards(all, id);
    if (parent !== undefined) to(id, parent);
  };
  return (
    <DragArea onHover={(hover) => setOver(hover?.id ?? '')} onDrop={drop} onCancel={() => setOver('')} ghost={(source) => <div className="org-ghost">{all.find((one) => one.id === idIn(source))?.name}</div>}>
      <div className="org-table org-tree">
        <table aria-label={t('org.departments')}>
          <thead>
            <Top all={all} />
          </thead>
          <tbody>
            {asTree(all).map(({ department, depth }) => (
              <Row key={department.id} all={all} department={department} depth={depth} members={members} onKey={onKey(department.id)}>{actions(department)}</Row>
            ))}
          </tbody>
        </table>
      </div>
    </DragArea>
  );
}

/** The head of the table is the top of the tree. */
function Top({ all }: { all: readonly Department[] }) {
  const { t } = useTranslation();
  const ref = useDropTarget({ id: TOP, data: { id: TOP }, priority: 1, accepts: useCallback((source: DragData) => mayStandUnder(all, idIn(source), null), [all]) });
  const isOver = useIsOver(TOP);
  return (
    <tr ref={ref} className={isOver ? 'is-over' : ''}>
      <th>{isOver ? t('org.to_top') : t('org.name')}</th>
      <th>{t('org.heads')}</th>
      <th className="num">{t('org.people')}</th>
      <th><span className="sr-only">{t('subform.actions')}</span></th>
    </tr>
  );
}

interface RowProps {
  all: readonly Department[];
  department: Department;
  depth: number;
  members: readonly Member[];
  onKey: (event: KeyboardEvent) => void;
  children: ReactNode;
}

function Row({ all, department, depth, members, onKey, children }: RowProps) {
  const { t } = useTranslation();
  const listed = useListed();
  const { id, name } = department;
  const drag = useDragSource(`drag ${id}`, { id });
  const accepts = useCallback((source: DragData) => mayStandUnder(all, idIn(source), id), [all, id]);
  const drop = useDropTarget({ id: `to ${id}`, data: { id }, priority: 2, accepts });
  const isOver = useIsOver(`to ${id}`);
  const inside = members.filter((one) => one.active && one.departments.some((place) => place.id === id));
  const headed = department.heads.map((head) => members.find((one) => one.id === head)?.name ?? '');
  return (
    <tr ref={drop} className={`${isOver ? 'is-over' : ''} ${drag.isDragging ? 'is-dragging' : ''}`} style={{ '--depth': depth } as CSSProperties}>
      <td className="org-depth">
        <span ref={drag.ref} className="org-grip" tabIndex={0} role="button" aria-label={t('org.move', { name })} title={t('org.move_help')} onKeyDown={onKey}>
          <Icon name="grip" size={14} />
          {name}
        </span>
      </td>
      <td>{listed(headed)}</td>
      <td className="num" data-label={t('org.people')} title={listed(inside.map((one) => one.name))}>{inside.length}</td>
      <td className="org-do">{children}</td>
    </tr>
  );
}

