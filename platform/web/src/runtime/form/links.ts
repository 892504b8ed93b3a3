/** What a document follows from is shown by its reference; the number of the line is the engine's. */
import type { Field } from '@/core/documents';
import type { FormView } from '@/core/wire';

/** The form without the fields that name lines of a source. Rows keep what they hold. */
export function withoutLineNumbers(view: FormView): FormView {
  const rows = new Set((view.form.links ?? []).flatMap((link) => link.row ?? []));
  if (rows.size === 0) return view;
  const fields = view.form.fields.map((field): Field =>
    field.type === 'subform' ? { ...field, fields: field.fields.filter((column) => !rows.has(`${field.id}.${column.id}`)) } : field,
  );
  return { ...view, form: { ...view.form, fields } };
}
