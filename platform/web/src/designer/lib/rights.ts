/** Rights on fields as documents write them down: only what differs from what a path inherits. Pure. */
import { without } from './without';

export type FieldRight = 'hidden' | 'view' | 'edit';
export type Written = Readonly<Record<string, FieldRight>>;
export const ALL = '*';
export const RIGHTS = ['hidden', 'view', 'edit'] as const;

/** What holds for a path where nothing is written for it: its subform's right, else the general one, else `usual`. */
export function inheritedRight(rights: Written, path: string, usual: FieldRight): FieldRight {
  const outer = path.split('.', 1)[0]!;
  return (path === outer ? undefined : rights[outer]) ?? rights[ALL] ?? usual;
}
export const rightOf = (rights: Written, path: string, usual: FieldRight): FieldRight => rights[path] ?? inheritedRight(rights, path, usual);

/** The rights with one changed; undefined where nothing differs from `usual`. */
export function withRight(rights: Written, path: string, right: FieldRight, usual: FieldRight): Record<string, FieldRight> | undefined {
  const rest = without(rights, path);
  const isUsual = path === ALL ? right === usual : inheritedRight(rest, path, usual) === right;
  const next = isUsual ? rest : { ...rest, [path]: right };
  return Object.keys(next).length > 0 ? next : undefined;
}
