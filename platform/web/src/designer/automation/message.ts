/** Messages hold fields as `{path}`; people read and write them by their names: `{客户}`. Pure. */
import type { Named } from '../lib/names';

const IN_BRACES = /\{([^{}]+)\}/g;

/** The path that a name stands for: the first where two are called the same. */
const pathsOf = (named: readonly Named[]): ReadonlyMap<string, string> => new Map([...named].reverse().map((one) => [one.label, one.path]));

/** A path whose name stands for another one stays as it is. */
export function messageInNames(text: string, named: readonly Named[]): string {
  const paths = pathsOf(named);
  const labels = new Map(named.filter((one) => paths.get(one.label) === one.path).map((one) => [one.path, one.label]));
  return text.replace(IN_BRACES, (whole, path: string) => (labels.has(path) ? `{${labels.get(path)}}` : whole));
}

export function messageInPaths(text: string, named: readonly Named[]): string {
  const paths = pathsOf(named);
  return text.replace(IN_BRACES, (whole, label: string) => (paths.has(label) ? `{${paths.get(label)}}` : whole));
}
