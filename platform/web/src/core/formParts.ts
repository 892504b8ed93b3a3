/** A form in the parts it is drawn in: what stands above all tabs, and the tabs. Pure. */
import type { Field, FormDocument, SectionField } from './documents';

/** A heading, null before the first one, and the fields below it. */
export interface Part {
  heading: SectionField | null;
  fields: readonly Field[];
}

export interface Tab {
  section: SectionField;
  parts: readonly Part[];
}

export interface FormParts {
  above: readonly Part[];
  tabs: readonly Tab[];
}

export function partsOf(form: FormDocument): FormParts {
  const starts = form.fields.flatMap((field, at) => (isTab(field) ? [at] : []));
  const first = starts[0] ?? form.fields.length;
  return {
    above: headed(form.fields.slice(0, first)),
    tabs: starts.map((at, n) => ({ section: form.fields[at] as SectionField, parts: headed(form.fields.slice(at + 1, starts[n + 1])) })),
  };
}

/** The fields of some parts, by id. */
export const idsOf = (parts: readonly Part[]): string[] => parts.flatMap((part) => part.fields.map((field) => field.id));

const isTab = (field: Field): boolean => field.type === 'section' && field.style === 'tab';

function headed(fields: readonly Field[]): Part[] {
  const parts: { heading: SectionField | null; fields: Field[] }[] = [{ heading: null, fields: [] }];
  for (const field of fields) {
    if (field.type === 'section') parts.push({ heading: field, fields: [] });
    else parts.at(-1)?.fields.push(field);
  }
  return parts.filter((part) => part.heading !== null || part.fields.length > 0);
}
