/** A reference that an imported sheet says nothing of, given once for all its rows. */
import { useTranslation } from '@/locales/useTranslation';
import { api, url } from '@/core/api';
import { fieldAt, type FormDocument, type ReferenceField } from '@/core/documents';
import type { ReferenceOption } from '@/core/wire';
import { useWords } from '@/ui/hooks';
import { RemoteSelect } from '@/ui/RemoteSelect';

export type Chosen = { id: string; title: string };
export type Given = Record<string, Chosen>;
const PICKED = 50;

/** What any of the form's sheets asks for. */
export function asksOf(form: FormDocument): ReferenceField[] {
  const paths = new Set((form.sheets ?? []).flatMap((one) => one.asks));
  return [...paths].map((path) => fieldAt(form.fields, path)).filter((field): field is ReferenceField => field?.type === 'reference');
}

interface AskedOnceProps {
  app: string;
  form: string;
  field: ReferenceField;
  value: Chosen | null;
  onChange: (one: Chosen | null) => void;
}

export function AskedOnce({ app, form, field, value, onChange }: AskedOnceProps) {
  const { t } = useTranslation();
  const words = useWords();
  const label = words(field.label);
  const load = async (search: string, signal: AbortSignal) => {
    const body = { field: field.id, search, values: {}, limit: PICKED };
    const found = await api.post<{ items: ReferenceOption[] }>(url`/apps/${app}/forms/${form}/records/options`, body, { signal });
    return found.items.map((item) => ({ id: item.id, title: item.title, item }));
  };
  return (
    <div className="import-asked">
      <span>{label}</span>
      <RemoteSelect label={label} value={value} listKey={['import', app, form, field.id]} load={load} placeholder={t('import.asked')} onChange={(choice) => onChange(choice && { id: choice.id, title: choice.title })} />
    </div>
  );
}
