/** The settings of types, fetched when the first of a type is opened. */
import { createElement, type ComponentType } from 'react';
import { late } from '@/ui/late';
import { Skeleton } from '@/ui/notice';

type Loader<P> = () => Promise<{ default: ComponentType<P> }>;

const NoSettings = () => null;
const Waiting = () => createElement(Skeleton);

/** From `import.meta.glob('./panels/*.tsx')`; a type without a file has no settings. */
export function panelsOf<P extends object>(loaders: Readonly<Record<string, Loader<P>>>): (type: string) => ComponentType<P> {
  const panels = new Map<string, ComponentType<P>>(Object.entries(loaders).map(([path, load]) => [path.replace(/^.*\/|\.tsx$/g, ''), late(async () => (await load()).default, Waiting)]));
  return (type) => panels.get(type) ?? NoSettings;
}
