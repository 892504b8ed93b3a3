/** A drag from the press of the pointer to its end: a mouse must have moved a little, a finger must have rested, or it scrolls. */
import { sourceAround, targetAt, type DragData, type Point, type Source } from './registry';
import { scrollAtEdge } from './scroll';

const MOUSE_PX = 4;
const FINGER_MS = 250;
const FINGER_PX = 8;

export interface Hover {
  id: string;
  data: DragData;
  /** Of the target on the screen. */
  box: DOMRect;
  x: number;
  y: number;
}

export interface DragListener {
  /** `box`: of the source, as it lay. */
  onStart: (source: Source, box: DOMRect) => void;
  /** Once a frame at most; `by` is the way from where it was pressed. */
  onMove: (hover: Hover | null, by: Point) => void;
  /** `over`: null where nothing accepts. */
  onDrop: (source: Source, over: DragData | null) => void;
  onCancel: () => void;
}

/** Listens for presses on the sources of an area; returns what ends it. */
export function watchPointer(area: unknown, listener: DragListener): () => void {
  const press = (event: PointerEvent) => {
    if (event.button !== 0 || !event.isPrimary || !(event.target instanceof Element)) return;
    const found = sourceAround(event.target, area);
    if (found) new Drag(event, found.node, found.source, listener);
  };
  document.addEventListener('pointerdown', press);
  return () => document.removeEventListener('pointerdown', press);
}

class Drag {
  private readonly isFinger: boolean;
  private readonly from: Point;
  private readonly ended = new AbortController();
  private readonly rested: ReturnType<typeof setTimeout> | undefined;
  private at: Point;
  private isMoving = false;
  private frame = 0;

  constructor(
    private readonly pressed: PointerEvent,
    private readonly node: Element,
    private readonly source: Source,
    private readonly listener: DragListener,
  ) {
    this.isFinger = pressed.pointerType !== 'mouse';
    this.from = this.at = pointOf(pressed);
    this.rested = this.isFinger ? setTimeout(() => this.start(), FINGER_MS) : undefined;
    this.on<PointerEvent>('pointermove', (event) => this.isOurs(event) && this.move(pointOf(event)));
    this.on<PointerEvent>('pointerup', (event) => this.isOurs(event) && this.drop(pointOf(event)));
    this.on('pointercancel', () => this.cancel());
    this.on<KeyboardEvent>('keydown', (event) => this.key(event), { capture: true });
    this.on('dragstart', (event) => event.preventDefault());
    for (const name of ['touchmove', 'selectstart', 'contextmenu']) this.on(name, (event) => this.isMoving && event.preventDefault(), { passive: false });
    window.addEventListener('blur', () => this.cancel(), { signal: this.ended.signal });
  }

  private on<E extends Event>(name: string, act: (event: E) => void, options?: AddEventListenerOptions): void {
    document.addEventListener(name, act as EventListener, { ...options, signal: this.ended.signal });
  }

  private isOurs(event: PointerEvent): boolean {
    return event.pointerId === this.pressed.pointerId;
  }

  private move(at: Point): void {
    this.at = at;
    const px = Math.hypot(at.x - this.from.x, at.y - this.from.y);
    if (this.isMoving) this.look();
    else if (this.isFinger && px > FINGER_PX) this.end();
    else if (!this.isFinger && px >= MOUSE_PX) this.start();
  }

  private start(): void {
    this.isMoving = true;
    document.documentElement.classList.add('is-dragging');
    this.listener.onStart(this.source, this.node.getBoundingClientRect());
    this.look();
  }

  /** In the next frame; and again while the page scrolls under the pointer. */
  private look(): void {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      this.see();
      if (scrollAtEdge(this.at.x, this.at.y)) this.look();
    });
  }

  /** Tells what is under the pointer, and answers what it says of itself. */
  private see(): DragData | null {
    const { at, from } = this;
    const found = targetAt(at, this.source);
    const hover = found && { id: found.target.id, data: found.target.data, box: found.node.getBoundingClientRect(), ...at };
    this.listener.onMove(hover, { x: at.x - from.x, y: at.y - from.y });
    return hover && hover.data;
  }

  /** Where it is let go was perhaps in no frame yet: a quick hand drops there all the same. */
  private drop(at: Point): void {
    this.end();
    if (!this.isMoving) return;
    this.at = at;
    withoutClick();
    this.listener.onDrop(this.source, this.see());
  }

  private key(event: KeyboardEvent): void {
    if (!this.isMoving || event.key !== 'Escape') return;
    event.stopPropagation();
    this.cancel();
  }

  private cancel(): void {
    this.end();
    if (this.isMoving) this.listener.onCancel();
  }

  private end(): void {
    clearTimeout(this.rested);
    cancelAnimationFrame(this.frame);
    this.ended.abort();
    document.documentElement.classList.remove('is-dragging');
  }
}

const pointOf = (event: PointerEvent): Point => ({ x: event.clientX, y: event.clientY });

/** The click that a browser makes of a press and a release. */
function withoutClick(): void {
  const stop = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  document.addEventListener('click', stop, { capture: true, once: true });
  setTimeout(() => document.removeEventListener('click', stop, { capture: true }));
}
