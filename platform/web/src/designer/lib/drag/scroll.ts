/** Scrolls what the pointer is near the edge of, faster the nearer it is. */

const EDGE = 44;
const FASTEST = 16;

/** One frame's worth. True where something moved. */
export function scrollAtEdge(x: number, y: number): boolean {
  for (let node = document.elementFromPoint(x, y); node; node = node.parentElement) {
    const box = node.getBoundingClientRect();
    const dy = canScroll(node, 'y') ? pull(y, box.top, box.bottom) : 0;
    const dx = canScroll(node, 'x') ? pull(x, box.left, box.right) : 0;
    if (dx === 0 && dy === 0) continue;
    const { scrollLeft, scrollTop } = node;
    node.scrollBy(dx, dy);
    if (node.scrollLeft !== scrollLeft || node.scrollTop !== scrollTop) return true;
  }
  return false;
}

function canScroll(node: Element, axis: 'x' | 'y'): boolean {
  const isLarger = axis === 'y' ? node.scrollHeight > node.clientHeight : node.scrollWidth > node.clientWidth;
  if (!isLarger) return false;
  const style = getComputedStyle(node);
  return /auto|scroll/.test(axis === 'y' ? style.overflowY : style.overflowX);
}

/** Negative before the start's edge, positive behind the end's. */
function pull(at: number, start: number, end: number): number {
  const edge = Math.min(EDGE, (end - start) / 4);
  if (at < start + edge) return -Math.ceil((FASTEST * Math.min(edge, start + edge - at)) / edge);
  if (at > end - edge) return Math.ceil((FASTEST * Math.min(edge, at - end + edge)) / edge);
  return 0;
}
