import { api, url } from '@/core/api';
import type { FieldValue, FormValues, ReferenceField } from '@/core/documents';
import type { ReferenceOption } from '@/core/wire';
import { useLanguage, useWords } from '@/ui/hooks';
import { RemoteSelect, type Choice } from '@/ui/RemoteSelect';
import { CHOSEN, defineField, useFieldPlace, type FieldPlace, type Named } from './definition';

const PICKED = 50;

export default defineField('reference', {
  words: { 'zh-CN': '关联数据', en: 'Reference' },
  help: { 'zh-CN': '选择另一张表单的一条数据，并带出它的字段', en: 'A record of another form; its fields can be copied' },
  icon: 'trace',
  group: 'link',
  Input: ({ id, field, value, onChange, isReadonly, hasError, inGrid, path }) => {
    const place = useFieldPlace();
    const words = useWords();
    const language = useLanguage();
    const load = async (search: string, signal: AbortSignal) => {
      const body = { field: path, search, values: place.values(path), limit: PICKED };
      const found = await api.post<{ items: ReferenceOption[] }>(
        url`/apps/${place.app}/forms/${place.form}/records/options`, body, { signal },
      );
      return found.items.map((item): Choice<ReferenceOption> => ({ id: item.id, title: item.title, detail: detailOf(item.show, language), item }));
    };
    const current = asReference(value);
    return (
      <RemoteSelect<ReferenceOption>
        id={id}
        value={current}
        listKey={['reference', place.app, place.form, path, filterKey(field, place.values(path))]}
        load={load}
        isReadonly={isReadonly}
        hasError={hasError}
        inGrid={inGrid}
        placeholder={words(field.placeholder)}
        onChange={(choice) =>
          choice
            ? onChange({ id: choice.id, title: choice.title }, besides(choice.item.copy, path))
            : onChange(null, emptied(field))
        }
      />
    );
  },
  Cell: ({ value }) => <>{asReference(value)?.title ?? ''}</>,
  text: (value) => asReference(value)?.title ?? '',
  look: namedBy,
  operators: CHOSEN,
  filterAs: 'many',
  isSortable: false,
  width: 152,
  create: (id) => ({ id, type: 'reference', label: { 'zh-CN': '关联数据', en: 'Reference' }, form: '' }),
});

function asReference(value: FieldValue): { id: string; title: string } | null {
  if (typeof value === 'string') return { id: value, title: value };
  if (value && typeof value === 'object' && 'id' in value && 'title' in value) return { id: value.id, title: value.title };
  return null;
}

const MOST_NAMES = 200;

/** Records by their title or code, as in an imported sheet. */
async function namedBy(texts: readonly string[], _field: ReferenceField, path: string, place: FieldPlace): Promise<Map<string, Named | null>> {
  const found = new Map<string, Named | null>();
  for (let from = 0; from < texts.length; from += MOST_NAMES) {
    const body = { field: path, names: texts.slice(from, from + MOST_NAMES), values: place.values(path) };
    const answer = await api.post<{ items: ReferenceOption[]; called: Record<string, string[]> }>(url`/apps/${place.app}/forms/${place.form}/records/options`, body);
    for (const [text, ids] of Object.entries(answer.called)) {
      const item = answer.items.find((one) => one.id === ids[0]);
      if (item) found.set(text, ids.length > 1 ? null : { value: { id: item.id, title: item.title }, also: besides(item.copy, path) });
    }
  }
  return found;
}

/** `copy` names fields beside this one, with or without the subform in front. */
function besides(copy: FormValues | undefined, path: string): FormValues {
  const prefix = path.includes('.') ? `${path.split('.')[0] ?? ''}.` : '';
  return Object.fromEntries(
    Object.entries(copy ?? {}).map(([key, value]) => [prefix && key.startsWith(prefix) ? key.slice(prefix.length) : key, value]),
  );
}

/** Taking the choice away empties what it brought. */
function emptied(field: ReferenceField): FormValues {
  return Object.fromEntries(Object.keys(field.copy ?? {}).map((key) => [key, null]));
}

/** The values a filter reads are part of the list's key: another customer, another list. */
function filterKey(field: ReferenceField, values: FormValues): string {
  return field.filter && JSON.stringify(field.filter).includes('"field":') ? JSON.stringify(values) : '';
}

function detailOf(show: FormValues | undefined, language: string): string {
  return Object.values(show ?? {}).map((value) => wordsOf(value, language)).filter(Boolean).join(' · ');
}

function wordsOf(value: FieldValue | undefined, language: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? '✓' : '';
  if (Array.isArray(value)) return value.map((one) => (typeof one === 'string' ? one : '')).filter(Boolean).join(language === 'en' ? ', ' : '、');
  if (typeof value === 'object') return 'title' in value ? value.title : 'name' in value ? value.name : '';
  return value;
}
