/** What rights are given on: the fields of a form in their sections, or the dimensions and measures of a ledger. Pure. */
import type { FormDocument, LedgerDocument, SectionField } from '@/core/documents';
import { FormulaSyntax, parse } from '@/core/formula/formula';
import type { Words } from '@/core/words';
import { allFields } from '../lib/all-fields';

export interface Place {
  path: string;
  label: Words;
  /** Of a column: its subform. */
  parent: string | null;
  isSubform: boolean;
  /** Of a formula: what it reads. */
  reads: readonly string[];
}

export interface Section {
  id: string;
  label: Words | null;
  places: readonly Place[];
}

export interface Target {
  on: 'form' | 'ledger';
  id: string;
  title: Words;
  isDocument: boolean;
  canReverse: boolean;
  canClose: boolean;
  sections: readonly Section[];
}

export const placesOf = (target: Target): readonly Place[] => target.sections.flatMap((one) => one.places);

export function targetOfForm(doc: FormDocument): Target {
  const sections: { id: string; label: Words | null; places: Place[] }[] = [{ id: '', label: null, places: [] }];
  for (const { path, field, parent } of allFields(doc)) {
    if (field.type === 'section') sections.push({ id: path, label: (field as SectionField).label, places: [] });
    else sections.at(-1)!.places.push({ path, label: field.label, parent: parent?.id ?? null, isSubform: field.type === 'subform', reads: field.type === 'formula' && !('discloses' in field && field.discloses) ? readsOf(field.formula) : [] });
  }
  return {
    on: 'form', id: doc.id, title: doc.title, isDocument: doc.document === true,
    canReverse: Boolean((doc as { life?: { reversal?: unknown } }).life?.reversal), canClose: Boolean((doc as { execution?: unknown }).execution),
    sections: sections.filter((one) => one.places.length > 0),
  };
}

export function targetOfLedger(doc: LedgerDocument): Target {
  const places = [...doc.dimensions, ...doc.measures].map((one) => ({ path: one.id, label: one.label, parent: null, isSubform: false, reads: [] }));
  return { on: 'ledger', id: doc.id, title: doc.title, isDocument: false, canReverse: false, canClose: false, sections: [{ id: '', label: null, places }] };
}

/** A formula that does not parse reads nothing yet. */
function readsOf(text: string): readonly string[] {
  try {
    return [...parse(text).refs];
  } catch (failure) {
    if (failure instanceof FormulaSyntax) return [];
    throw failure;
  }
}
