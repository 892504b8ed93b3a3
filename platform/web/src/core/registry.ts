/** Types found by their file name; an unknown type gets the fallback, never an error. */
export interface Registry<T> {
  get: (type: string) => T;
  has: (type: string) => boolean;
  types: () => string[];
}

/** From `import.meta.glob('./*.tsx', {eager: true, import: 'default'})`. */
export function registryOf<T>(modules: Readonly<Record<string, T>>, fallback: string): Registry<T> {
  const byType = new Map<string, T>();
  for (const [path, item] of Object.entries(modules)) byType.set(typeOf(path), item);
  const spare = byType.get(fallback);
  if (spare === undefined) throw new Error(`The fallback type "${fallback}" is not among ${[...byType.keys()].join(', ')}`);
  return {
    get: (type) => byType.get(type) ?? spare,
    has: (type) => byType.has(type),
    types: () => [...byType.keys()].sort(),
  };
}

/** `./multi_choice.tsx` → `multi_choice`. */
function typeOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.tsx?$/, '');
}
