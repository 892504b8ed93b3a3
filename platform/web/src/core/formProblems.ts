/** What a person has still to fill in or correct, found without the server. */
import type { Field, FieldValue } from './documents';
import type { FormStoreContract } from './formContract';
import { isBlank, typed } from './formTyping';
import { D } from './formula/values';
import { fill, type Words } from './words';
import type { FieldComplaint } from './wire';

const WORDS: Record<string, Words> = {
  required: { 'zh-CN': '必填', en: 'Required' },
  too_small: { 'zh-CN': '不能小于 {min}', en: 'Must be at least {min}' },
  too_large: { 'zh-CN': '不能大于 {max}', en: 'Must be at most {max}' },
  too_long: { 'zh-CN': '最多 {max} 个字', en: 'At most {max} characters' },
  too_precise: { 'zh-CN': '最多 {scale} 位小数', en: 'At most {scale} decimals' },
  too_few: { 'zh-CN': '至少 {min} 行', en: 'At least {min} rows' },
  too_many: { 'zh-CN': '最多 {max} 行', en: 'At most {max} rows' },
};

export function problemsOf(store: FormStoreContract, language: string): Record<string, FieldComplaint[]> {
  const found: Record<string, FieldComplaint[]> = {};
  const check = (path: string, field: Field, value: FieldValue, isRequired: boolean) => {
    const complaint = complaintAbout(field, value, isRequired);
    if (!complaint) return;
    const [code, data] = complaint;
    found[path] = [{ code, ...data, message: fill(WORDS[code]?.[language] ?? WORDS[code]?.['en'] ?? code, data) }];
  };
  for (const field of store.document.fields) {
    if (!store.isVisible(field.id) || store.isLocked(field.id) || isNotMine(field)) continue;
    if (field.type !== 'subform') {
      check(field.id, field, store.get(field.id), store.isRequired(field.id));
      continue;
    }
    const rows = store.filledRows(field.id);
    check(field.id, field, rows.map(() => 'row'), store.isRequired(field.id));
    rows.forEach((row, index) => {
      for (const column of field.fields) {
        if (isNotMine(column) || !store.isCellVisible(field.id, row, column.id) || store.isCellLocked(field.id, row, column.id)) continue;
        check(`${field.id}.${index}.${column.id}`, column, store.cell(field.id, row, column.id), store.isCellRequired(field.id, row, column.id));
      }
    });
  }
  return found;
}

/** Nothing that somebody else fills in can be missing here. */
function isNotMine(field: Field): boolean {
  return field.type === 'formula' || field.type === 'serial' || field.readonly === true || field.access === 'view';
}

type Complaint = [code: string, data: Record<string, string>];

function complaintAbout(field: Field, value: FieldValue, isRequired: boolean): Complaint | null {
  if (field.type === 'subform') return rowsComplaint(field.min_rows ?? (isRequired ? 1 : 0), field.max_rows ?? 500, value as string[]);
  if (isBlank(value)) return isRequired ? ['required', {}] : null;
  switch (field.type) {
    case 'number':
    case 'money':
      return numberComplaint(field, value);
    case 'text':
    case 'long_text': {
      const max = field.max_length ?? (field.type === 'text' ? 200 : 20_000);
      return typeof value === 'string' && [...value].length > max ? ['too_long', { max: String(max) }] : null;
    }
    default:
      return null;
  }
}

function rowsComplaint(min: number, max: number, rows: readonly string[]): Complaint | null {
  if (rows.length < min) return ['too_few', { min: String(min) }];
  return rows.length > max ? ['too_many', { max: String(max) }] : null;
}

function numberComplaint(field: { min?: string; max?: string; scale?: number } & Field, value: FieldValue): Complaint | null {
  const given = typed(field, value);
  if (!(given instanceof D)) return null;
  const { min, max, scale = 2 } = field;
  if (given.decimalPlaces() > scale) return ['too_precise', { scale: String(scale) }];
  if (min !== undefined && given.lt(min)) return ['too_small', { min }];
  if (max !== undefined && given.gt(max)) return ['too_large', { max }];
  return null;
}
