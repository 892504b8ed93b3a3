/** Puts a box beside the button that opened it, above everything, wherever the page scrolls or is zoomed to. */
import { useLayoutEffect, type RefObject } from 'react';

const GAP = 4;
const EDGE = 8;

export type Side = 'left' | 'right' | 'middle';

/** `side`: which edges of button and box stand in line. Where there is no room below it opens above. */
export function useFloating(box: RefObject<HTMLElement | null>, anchor: RefObject<HTMLElement | null>, side: Side): void {
  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    node.showPopover?.();
    const place = () => anchor.current && put(node, anchor.current.getBoundingClientRect(), side);
    place();
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, { capture: true, passive: true });
    return () => {
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, { capture: true });
    };
  }, [box, anchor, side]);
}

function put(node: HTMLElement, at: DOMRect, side: Side): void {
  const { offsetWidth: width, offsetHeight: height } = node;
  const wanted = { left: at.left, right: at.right - width, middle: at.left + (at.width - width) / 2 }[side];
  const below = window.innerHeight - at.bottom;
  const isAbove = height + GAP > below && at.top > below;
  const top = isAbove ? at.top - GAP - height : at.bottom + GAP;
  node.style.left = `${between(EDGE, wanted, window.innerWidth - width - EDGE)}px`;
  node.style.top = `${between(EDGE, top, window.innerHeight - height - EDGE)}px`;
}

const between = (least: number, wanted: number, most: number) => Math.max(least, Math.min(wanted, most));
