/** Ways of a fork change places by drag; the last one, for everything else, stays last. */
import { useCallback } from 'react';
import { useBoth, useDragSource, useDropTarget, type DragData } from './dnd';
import { useIsOver } from './over';
import type { SourceData, TargetData, WayPlace } from './tree-drop';

export function useWayDrag(key: string, { of, index }: WayPlace, isMovable = true) {
  const id = `way:${key}`;
  const way = { of, index };
  const drag = useDragSource(id, { way } satisfies SourceData);
  const accepts = useCallback((source: DragData) => (source as SourceData).way?.of === of && isMovable, [of, isMovable]);
  const drop = useDropTarget({ id, data: { way } satisfies TargetData, priority: 9, accepts });
  const both = useBoth(drag.ref, drop);
  return { ref: isMovable ? both : drop, isOver: useIsOver(id), isDragging: drag.isDragging };
}
