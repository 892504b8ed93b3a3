/** What can be dragged and where it can be dropped, by the elements on the screen. */

/** What is being dragged, or what it is over; each designer says what it puts in. */
export type DragData = Readonly<Record<string, unknown>>;

export interface Source {
  id: string;
  data: DragData;
  /** Whose: two areas on one page know nothing of each other. */
  area: unknown;
}

export interface Target {
  id: string;
  data: DragData;
  /** The innermost target has the highest number. */
  priority: number;
  accepts: (source: Source) => boolean;
  area: unknown;
}

export interface Point {
  x: number;
  y: number;
}

interface Held<T> {
  readonly current: T;
}

const sources = new WeakMap<Element, Held<Source>>();
const targets = new Map<Element, Held<Target>>();

export function holdSource(node: Element, source: Held<Source>): () => void {
  sources.set(node, source);
  return () => void sources.delete(node);
}

export function holdTarget(node: Element, target: Held<Target>): () => void {
  targets.set(node, target);
  return () => void targets.delete(node);
}

const INTERACTIVE = 'input, select, textarea, button, a[href], [contenteditable=true]';

/** The innermost source around an element, unless something in between wants the pointer itself. */
export function sourceAround(touched: Element, area: unknown): { node: Element; source: Source } | null {
  for (let node: Element | null = touched; node; node = node.parentElement) {
    const source = sources.get(node)?.current;
    if (source && source.area === area) return { node, source };
    if (node.matches(INTERACTIVE)) return null;
  }
  return null;
}

/** How far beside a target the pointer may be where it is over none. */
const NEAR = 24;

export function targetAt(point: Point, source: Source): { node: Element; target: Target } | null {
  return targetUnder(point, source) ?? targetBeside(point, source);
}

function targetUnder({ x, y }: Point, source: Source): { node: Element; target: Target } | null {
  for (let node = document.elementFromPoint(x, y); node; node = node.parentElement) {
    const target = targets.get(node)?.current;
    if (target && isFor(target, source)) return { node, target };
  }
  return null;
}

function targetBeside(point: Point, source: Source): { node: Element; target: Target } | null {
  let found: { node: Element; target: Target } | null = null;
  let nearest = NEAR;
  for (const [node, { current: target }] of targets) {
    if (!isFor(target, source)) continue;
    const away = distance(point, node.getBoundingClientRect());
    if (away > nearest || (found && away === nearest && target.priority < found.target.priority)) continue;
    nearest = away;
    found = { node, target };
  }
  return found;
}

const isFor = (target: Target, source: Source) => target.area === source.area && target.id !== source.id && target.accepts(source);

function distance({ x, y }: Point, box: DOMRect): number {
  const dx = Math.max(box.left - x, 0, x - box.right);
  const dy = Math.max(box.top - y, 0, y - box.bottom);
  return Math.hypot(dx, dy);
}
