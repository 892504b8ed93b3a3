/** Copies of fields: with ids of their own, and reading each other as the originals do. Pure. */
import type { Field, FormDocument } from '@/core/documents';
import { newId } from './tree';
import { led } from './wiring';

/** `lines` → `f_x7k2`, `lines.qty` → `f_x7k2.f_p3m9`. */
type Paths = ReadonlyMap<string, string>;

/** `suffix` goes to the first title. `elsewhere` leads a path to what was not copied. */
export function copied(fields: readonly Field[], doc: FormDocument, suffix: Readonly<Record<string, string>>, elsewhere = (path: string) => path): Field[] {
  const paths = freshPaths(fields, doc);
  const lead = (path: string) => leadBy(paths, path) ?? elsewhere(path);
  return fields.map((field, at) => {
    const label = at > 0 ? field.label : Object.fromEntries(Object.entries(field.label).map(([language, text]) => [language, text + (suffix[language] ?? '')]));
    return { ...led(renamed(field, paths, ''), lead), label };
  });
}

function freshPaths(fields: readonly Field[], doc: FormDocument): Paths {
  const taken = { ...doc, fields: [...doc.fields] };
  const fresh = () => {
    const id = newId(taken);
    taken.fields.push({ id, type: 'text', label: {} });
    return id;
  };
  return new Map(
    fields.flatMap((field) => {
      const id = fresh();
      const columns = field.type === 'subform' ? field.fields.map((column) => [`${field.id}.${column.id}`, `${id}.${fresh()}`] as const) : [];
      return [[field.id, id] as const, ...columns];
    }),
  );
}

/** The longest beginning that was copied leads the path. */
function leadBy(paths: Paths, path: string): string | undefined {
  const parts = path.split('.');
  for (let n = Math.min(parts.length, 2); n > 0; n--) {
    const to = paths.get(parts.slice(0, n).join('.'));
    if (to !== undefined) return [to, ...parts.slice(n)].join('.');
  }
  return undefined;
}

/** With its new id and its columns' ones; what a reference fills in goes to the new fields. */
function renamed(field: Field, paths: Paths, parent: string): Field {
  const idOf = (id: string) => paths.get(parent + id)?.split('.').at(-1) ?? id;
  const copy = { ...structuredClone(field), id: idOf(field.id) };
  if (copy.type === 'reference' && copy.copy) return { ...copy, copy: Object.fromEntries(Object.entries(copy.copy).map(([to, from]) => [idOf(to), from])) };
  return copy.type === 'subform' ? { ...copy, fields: copy.fields.map((column) => renamed(column, paths, `${field.id}.`)) } : copy;
}
