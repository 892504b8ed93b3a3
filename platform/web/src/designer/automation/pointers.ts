/** Where a value stands in another system's message: `order.no` for people, `/order/no` in the document. Pure. */

export const positionOf = (pointer: string): string =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.');

export const pointerOf = (position: string): string =>
  position === ''
    ? ''
    : position
        .split('.')
        .map((part) => `/${part.trim().replaceAll('~', '~0').replaceAll('/', '~1')}`)
        .join('');

/** Puts a value where it stands; a number names a place in a list. */
export function putAt(message: Record<string, unknown>, pointer: string, value: unknown): void {
  const parts = positionOf(pointer).split('.');
  let here: Record<string, unknown> = message;
  for (const part of parts.slice(0, -1)) here = (here[part] ??= {}) as Record<string, unknown>;
  const last = parts.at(-1);
  if (last) here[last] = value;
}
