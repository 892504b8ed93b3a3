/** The system fields of every record, seen as fields: lists show, sort and filter by them. */
import { isFilledIn, isRead } from './display';
import { fieldAt, type Field, type FormDocument } from './documents';

const STATES = [
  { id: 'draft', label: { 'zh-CN': '草稿', en: 'Draft' } },
  { id: 'pending', label: { 'zh-CN': '审批中', en: 'Pending' }, color: 'orange' },
  { id: 'approved', label: { 'zh-CN': '已审核', en: 'Approved' }, color: 'green' },
  { id: 'closed', label: { 'zh-CN': '已关闭', en: 'Closed' } },
  { id: 'void', label: { 'zh-CN': '已作废', en: 'Void' }, color: 'red' },
];

const ALWAYS: readonly Field[] = [
  { id: '$created_by', type: 'member', label: { 'zh-CN': '提交人', en: 'Created by' } },
  { id: '$created_at', type: 'datetime', label: { 'zh-CN': '提交时间', en: 'Created' } },
  { id: '$updated_at', type: 'datetime', label: { 'zh-CN': '更新时间', en: 'Changed' } },
];
const STATE: Field = { id: '$state', type: 'choice', label: { 'zh-CN': '单据状态', en: 'State' }, options: STATES };

export function systemFields(form: FormDocument): readonly Field[] {
  return form.document ? [STATE, ...ALWAYS] : ALWAYS;
}

/** Everything a list of this form may show as a column. */
export function listFields(form: FormDocument): readonly Field[] {
  return [...form.fields.filter((field) => field.type !== 'section' && isRead(field)), ...systemFields(form)];
}

export function listField(form: FormDocument, path: string): Field | undefined {
  return path.startsWith('$') ? systemFields(form).find((field) => field.id === path) : fieldAt(form.fields, path);
}

const COLUMNS_AT_FIRST = 8;

/** The columns the form names, of those one may see; else its first fields. */
export function firstColumns(form: FormDocument): string[] {
  const named = (form.list?.columns ?? []).filter((path) => listField(form, path));
  if (named.length > 0) return named;
  const plain = form.fields.filter((field) => isFilledIn(field) && !['section', 'subform', 'attachment', 'long_text'].includes(field.type));
  return [...plain.slice(0, COLUMNS_AT_FIRST).map((field) => field.id), ...(form.document ? ['$state'] : []), '$created_at'];
}
