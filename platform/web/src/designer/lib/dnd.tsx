/** Drag and drop of the designers, by mouse and finger; keys are each designer's own. */
import { createContext, use, useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactNode, type Ref } from 'react';
import { createPortal } from 'react-dom';
import { signal } from '@/core/signal';
import { watchPointer, type Hover } from './drag/pointer';
import { holdSource, holdTarget, type DragData, type Source, type Target } from './drag/registry';
import './drag/drag.css';

export type { DragData, Hover };

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

const Area = createContext<unknown>(null);

/** The source that is being dragged. */
const dragged = signal<Source | null>(null);

interface Flying {
  source: DragData;
  box: DOMRect;
}

export function DragArea(props: DragAreaProps) {
  const latest = useRef(props);
  const [area] = useState(() => ({}));
  const [flying, setFlying] = useState<Flying | null>(null);
  const ghost = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const land = () => {
      dragged.set(null);
      setFlying(null);
    };
    const stop = watchPointer(area, {
      onStart: (source, box) => {
        dragged.set(source);
        setFlying({ source: source.data, box });
      },
      onMove: (hover, by) => {
        if (ghost.current) ghost.current.style.translate = `${by.x}px ${by.y}px`;
        latest.current.onHover(hover);
      },
      onDrop: (source, over) => {
        land();
        latest.current.onDrop(source.data, over);
      },
      onCancel: () => {
        land();
        latest.current.onCancel();
      },
    });
    return () => {
      stop();
      land();
    };
  }, [area]);
  return (
    <Area value={area}>
      {props.children}
      {flying && createPortal(<Ghost ref={ghost} box={flying.box}>{props.ghost(flying.source)}</Ghost>, document.body)}
    </Area>
  );
}

function Ghost({ ref, box: { left, top, width, height }, children }: { ref: Ref<HTMLDivElement>; box: DOMRect; children: ReactNode }) {
  return <div ref={ref} className="drag-ghost" style={{ left, top, width, height }}>{children}</div>;
}

/** Takes an element in hand while it is there. */
function useHeld<T>(now: T, hold: (node: Element, held: { readonly current: T }) => () => void): (node: Element | null) => void {
  const latest = useRef(now);
  const letGo = useRef<(() => void) | null>(null);
  useLayoutEffect(() => {
    latest.current = now;
  });
  return useCallback(
    (node: Element | null) => {
      letGo.current?.();
      letGo.current = node ? hold(node, latest) : null;
    },
    [hold],
  );
}

interface Draggable {
  ref: (node: Element | null) => void;
  isDragging: boolean;
}

export function useDragSource(id: string, data: DragData): Draggable {
  const area = use(Area);
  const ref = useHeld({ id, data, area }, holdSource);
  const isDragging = useSyncExternalStore(dragged.subscribe, () => dragged.get()?.id === id && dragged.get()?.area === area);
  return { ref, isDragging };
}

interface DropTarget {
  id: string;
  data: DragData;
  /** The innermost target has the highest number. */
  priority: number;
  accepts: (source: DragData) => boolean;
}

export function useDropTarget({ accepts, ...target }: DropTarget): (node: Element | null) => void {
  const area = use(Area);
  return useHeld<Target>({ ...target, area, accepts: (source) => accepts(source.data) }, holdTarget);
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
