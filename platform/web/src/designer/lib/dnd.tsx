/** The only file that knows the drag-and-drop library (@dnd-kit/react, pinned: it is young). */
import { Accessibility, PointerActivationConstraints, type DragDropManagerInput } from '@dnd-kit/dom';
import { DragDropProvider, DragOverlay, PointerSensor, useDraggable, useDroppable } from '@dnd-kit/react';
import { useCallback, useRef, type ReactNode } from 'react';

/** What is being dragged, or what it is over; each designer says what it puts in. */
export type DragData = Readonly<Record<string, unknown>>;

export interface Hover {
  id: string;
  data: DragData;
  /** Of the target on the screen. */
  box: { left: number; top: number; width: number; height: number };
  x: number;
  y: number;
}

interface DragAreaProps {
  children: ReactNode;
  /** On every move of the pointer; null: over nothing that accepts. */
  onHover: (hover: Hover | null) => void;
  /** `over`: what the target says of itself; null where nothing accepts. */
  onDrop: (source: DragData, over: DragData | null) => void;
  onCancel: () => void;
  /** What follows the pointer. */
  ghost: (source: DragData) => ReactNode;
}

/** A click is no drag: the pointer must have moved four pixels. Keys are the designer's own. */
const SENSORS = [PointerSensor.configure({ activationConstraints: [new PointerActivationConstraints.Distance({ value: 4 })] })];

/** The library speaks English to screen readers, of keys that we do not use. */
const withoutItsWords: NonNullable<DragDropManagerInput['plugins']> = (plugins) => plugins.filter((plugin) => plugin !== Accessibility);

interface Operation {
  source: { data: DragData } | null;
  target: { id: unknown; data: DragData; shape?: { boundingRectangle: Hover['box'] } } | null;
}

export function DragArea({ children, onHover, onDrop, onCancel, ghost }: DragAreaProps) {
  // An event of a move still carries the position before it: where the pointer goes is in `to`.
  const pointer = useRef({ x: 0, y: 0 });
  const follow = (event: { operation: unknown; to?: { x: number; y: number } | undefined }) => {
    if (event.to) pointer.current = event.to;
    onHover(hoverOf(event.operation as Operation, pointer.current));
  };
  return (
    <DragDropProvider
      sensors={SENSORS}
      plugins={withoutItsWords}
      onDragMove={follow}
      onDragOver={follow}
      onDragEnd={(event) => {
        const { source, target } = event.operation as Operation;
        if (event.canceled || !source) onCancel();
        else onDrop(source.data, target?.data ?? null);
      }}
    >
      {children}
      <DragOverlay dropAnimation={null}>{(source) => (source ? ghost(source.data) : null)}</DragOverlay>
    </DragDropProvider>
  );
}

function hoverOf({ target }: Operation, pointer: { x: number; y: number }): Hover | null {
  const box = target?.shape?.boundingRectangle;
  return target && box ? { id: String(target.id), data: target.data, box, ...pointer } : null;
}

interface Draggable {
  ref: (node: Element | null) => void;
  isDragging: boolean;
}

export function useDragSource(id: string, data: DragData): Draggable {
  const { ref, isDragging } = useDraggable({ id, data });
  return { ref, isDragging };
}

interface DropTarget {
  id: string;
  data: DragData;
  /** The innermost target has the highest number. */
  priority: number;
  accepts: (source: DragData) => boolean;
}

export function useDropTarget({ id, data, priority, accepts }: DropTarget): (node: Element | null) => void {
  const { ref } = useDroppable({ id, data, collisionPriority: priority, accept: (source) => source.id !== id && accepts(source.data) });
  return ref;
}

/** One element that is both. */
export function useBoth(first: (node: Element | null) => void, second: (node: Element | null) => void): (node: Element | null) => void {
  return useCallback(
    (node: Element | null) => {
      first(node);
      second(node);
    },
    [first, second],
  );
}
