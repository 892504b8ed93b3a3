/** A link to a source (来源), whole, as the designer writes it: docs/reference/documents.md. Pure. */
import type { Condition, Field, FormDocument, FormLink } from '@/core/documents';
import type { Words } from '@/core/words';
import { allFields } from '../../lib/all-fields';

export interface DesignLink extends FormLink {
  quantity: string;
  into?: string;
  limit?: string;
  refused?: { code: string; message: Words };
  offer?: { into: string; amount: string };
  where?: Condition;
  same?: Record<string, string>;
  copy?: Record<string, string>;
  shares?: { of: string; fields: Record<string, string>; together?: string[] };
  many?: boolean;
  not_before?: { date: string; source: string; code?: string };
}

export const linksOf = (doc: FormDocument): readonly DesignLink[] => (doc.links ?? []) as DesignLink[];

/** How a field follows its source: it always says the same, it is filled in and may be changed, or it is shared by quantity. */
export type Following = 'same' | 'copy' | 'share';

export interface Pair {
  own: string;
  source: string;
  how: Following;
}

export function pairsOf(link: DesignLink): Pair[] {
  const of = (fields: Record<string, string> | undefined, how: Following) => Object.entries(fields ?? {}).map(([own, source]) => ({ own, source, how }));
  return [...of(link.same, 'same'), ...of(link.copy, 'copy'), ...of(link.shares?.fields, 'share')];
}

/** The link with these pairs and no others. */
export function withPairs(link: DesignLink, pairs: readonly Pair[]): Partial<DesignLink> {
  const of = (how: Following) => Object.fromEntries(pairs.filter((pair) => pair.how === how).map((pair) => [pair.own, pair.source]));
  const shared = of('share');
  const shares = Object.keys(shared).length > 0 ? { of: link.shares?.of ?? '', ...(link.shares?.together ? { together: link.shares.together } : {}), fields: shared } : undefined;
  return { same: of('same'), copy: of('copy'), ...({ shares } as Partial<DesignLink>) };
}

/** Where the rows are that follow from lines; '' for a link of whole documents. */
export const scopeOf = (link: DesignLink): string => (link.row ?? link.record).split('.').slice(0, -1).join('.');

export function isNumber(field: Field): boolean {
  return field.type === 'number' || field.type === 'money' || (field.type === 'formula' && (field.result === 'number' || field.result === 'money'));
}

/** Values of the one fit into the other. */
export function isAlike(one: Field, other: Field): boolean {
  if (one.type === 'reference' && other.type === 'reference') return one.form === other.form;
  return kindOf(one) === kindOf(other);
}

function kindOf(field: Field): string {
  const type = field.type === 'formula' ? field.result : field.type;
  return type === 'money' ? 'number' : type === 'long_text' || type === 'serial' ? 'text' : type;
}

/** Fields of the form by path that are of the record, or of the rows of `scope`. */
export function near(doc: FormDocument, scope: string): { path: string; field: Field }[] {
  return allFields(doc)
    .filter(({ parent, field }) => (parent === null || parent.id === scope) && field.type !== 'section' && field.type !== 'subform')
    .map(({ path, field }) => ({ path, field }));
}

/** Of the same name and kind on both sides: what one would fill in by hand otherwise. */
export function guessedPairs(own: FormDocument, source: FormDocument, link: DesignLink): Pair[] {
  const scope = scopeOf(link);
  const taken = new Set([link.record, link.row, link.quantity, link.offer?.into, ...pairsOf(link).map((pair) => pair.own)]);
  const there = new Map(near(source, link.lines ?? '').map(({ path, field }) => [swapped(path, link.lines ?? '', scope), { path, field }]));
  return near(own, scope).flatMap(({ path, field }): Pair[] => {
    const found = there.get(path);
    const isFilled = field.type === 'formula' || field.type === 'serial' || field.readonly === true;
    return found && !taken.has(path) && !isFilled && isAlike(field, found.field) ? [{ own: path, source: found.path, how: 'copy' }] : [];
  });
}

const swapped = (path: string, from: string, to: string) => (from && path.startsWith(`${from}.`) ? `${to}${path.slice(from.length)}` : path);
