/** The settings of types, fetched when the first of a type is opened. */
import { lazy, type ComponentType } from 'react';

type Loader<P> = () => Promise<{ default: ComponentType<P> }>;

const NoSettings = () => null;

/** From `import.meta.glob('./panels/*.tsx')`; a type without a file has no settings. */
export function panelsOf<P>(loaders: Readonly<Record<string, Loader<P>>>): (type: string) => ComponentType<P> {
  const panels = new Map<string, ComponentType<P>>(Object.entries(loaders).map(([path, load]) => [path.replace(/^.*\/|\.tsx$/g, ''), lazy(load) as ComponentType<P>]));
  return (type) => panels.get(type) ?? NoSettings;
}
