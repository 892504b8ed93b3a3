/**
 * A part in a file of its own, fetched when it is first drawn or asked for ahead.
 *
 * Not React's lazy(): what comes after a fallback of Suspense, React shows 300 ms later at the
 * soonest, and even for a file that is there it draws the fallback first.
 */
import { createElement, useLayoutEffect, useState, type ComponentType } from 'react';

export interface Late<P extends object> {
  (props: P): React.ReactNode;
  /** Fetches it, once. Fails as the file does, and is then asked again by who comes next. */
  ahead: () => Promise<void>;
}

/** @param Waiting stands in its place, with the same props. */
export function late<P extends object>(load: () => Promise<ComponentType<P>>, Waiting?: ComponentType<P>): Late<P> {
  let Part: ComponentType<P> | undefined;
  let asked: Promise<void> | undefined;
  const fetched = async () => {
    try {
      Part = await load();
    } catch (error) {
      asked = undefined;
      throw error;
    }
  };
  const ahead = () => (asked ??= fetched());
  const Later = (props: P) => {
    useArrival(Part ? null : ahead);
    if (Part) return createElement(Part, props);
    return Waiting ? createElement(Waiting, props) : null;
  };
  return Object.assign(Later, { ahead });
}

/** Draws again when it has come; what failed is thrown to the boundary around. */
function useArrival(ahead: (() => Promise<void>) | null) {
  const [failure, setFailure] = useState<{ error: unknown }>();
  const [, setHere] = useState(false);
  useLayoutEffect(() => {
    if (!ahead) return;
    let isGone = false;
    ahead().then(
      () => isGone || setHere(true),
      (error: unknown) => isGone || setFailure({ error }),
    );
    return () => {
      isGone = true;
    };
  }, [ahead]);
  if (failure) throw failure.error;
}
