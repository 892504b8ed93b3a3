/** Whoever adds a row to a list goes on in it: the first field of the row that was not there before. */
import { useEffect, useRef, type RefObject } from 'react';

/** Answers what to call just before a row is added. */
export function useFocusNew(list: RefObject<HTMLElement | null>, count: number): () => void {
  const before = useRef<readonly Element[] | null>(null);
  useEffect(() => {
    const known = before.current;
    before.current = null;
    if (!known) return;
    const fresh = [...(list.current?.children ?? [])].filter((one) => !known.includes(one));
    fresh.flatMap((one) => [...one.querySelectorAll<HTMLElement>('input, textarea')])[0]?.focus();
    fresh[0]?.scrollIntoView({ block: 'nearest' }); // the focus alone would show its first line
  }, [list, count]);
  return () => {
    before.current = [...(list.current?.children ?? [])];
  };
}
