/** The shapes of the form document, as written in docs/reference/documents.md. */
import type { Words } from './words';

export type Operator =
  | 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte' | 'between'
  | 'in' | 'not_in' | 'contains' | 'not_contains' | 'starts_with'
  | 'any_of' | 'all_of' | 'none_of' | 'empty' | 'not_empty';

export type CurrentName =
  | 'member' | 'departments' | 'departments_below' | 'today' | 'now' | 'month_start' | 'year_start';

export type Literal = string | boolean | null;
export type TermValue = Literal | Literal[] | { field: string } | { current: CurrentName };

export interface Term {
  field: string;
  op: Operator;
  value?: TermValue;
}

export interface Condition {
  rel?: 'and' | 'or';
  cond: (Term | Condition)[];
}

/** A value as it travels: decimals, dates and ids are strings. */
export type FieldValue =
  | null
  | string
  | boolean
  | string[]
  | ReferenceValue
  | PersonValue
  | FileValue[]
  | RowValue[];
export interface ReferenceValue {
  id: string;
  title: string;
}
export interface PersonValue {
  id: string;
  name: string;
}
export interface FileValue {
  id: string;
  name: string;
  size: number;
  type: string;
}
/** One line of a subform; `$row` is its stable id, absent on a new line. */
export type RowValue = { $row?: string } & { [column: string]: FieldValue | undefined };
export type FormValues = { [field: string]: FieldValue | undefined };

export type Default =
  | { value: FieldValue }
  | { formula: string }
  | { current: 'member' | 'department' | 'today' | 'now' };
export type Right = 'view' | 'edit';

interface BaseField {
  id: string;
  label: Words;
  required?: boolean;
  readonly?: boolean;
  default?: Default;
  help?: Words;
  placeholder?: Words;
  width?: number;
  unique?: boolean;
  visible_when?: Condition;
  /** Has to be filled in where it holds. */
  required_when?: Condition;
  /** Cannot be changed by hand where it holds. */
  readonly_when?: Condition;
  index?: boolean;
  /** Where people meet it; `record`: only where it is read. */
  display?: 'everywhere' | 'record' | 'nowhere';
  /** What I may do with it: only in the form as the server shows it to me. */
  access?: Right;
}

export interface Option {
  id: string;
  label: Words;
  color?: string;
}

export interface TextField extends BaseField {
  type: 'text';
  min_length?: number;
  max_length?: number;
  pattern?: string;
  format?: 'phone' | 'email' | 'url' | 'none';
}
export interface LongTextField extends BaseField {
  type: 'long_text';
  max_length?: number;
}
export interface NumberField extends BaseField {
  type: 'number';
  scale?: number;
  min?: string;
  max?: string;
  unit?: string;
  percent?: boolean;
}
export interface MoneyField extends BaseField {
  type: 'money';
  scale?: number;
  min?: string;
  max?: string;
  currency?: string;
}
export interface DateField extends BaseField {
  type: 'date';
  min?: string;
  max?: string;
}
export interface DatetimeField extends BaseField {
  type: 'datetime';
}
export interface ChoiceField extends BaseField {
  type: 'choice';
  options: Option[];
  style?: 'select' | 'radio';
}
export interface MultiChoiceField extends BaseField {
  type: 'multi_choice';
  options: Option[];
  min_choices?: number;
  max_choices?: number;
}
export interface CodesField extends BaseField {
  type: 'codes';
  max_items?: number;
  max_length?: number;
  pattern?: string;
}
export interface SwitchField extends BaseField {
  type: 'switch';
  on?: Words;
  off?: Words;
}
export interface ReferenceField extends BaseField {
  type: 'reference';
  form: string;
  copy?: Record<string, string>;
  filter?: Condition;
  /** Where nobody chose: the first that the filter admits, in this order. */
  pick?: { sort?: { field: string; desc?: boolean }[] };
  show?: string[];
}
export interface MemberField extends BaseField {
  type: 'member';
  limit?: { departments?: string[]; roles?: string[] };
}
export interface DepartmentField extends BaseField {
  type: 'department';
}
export interface AttachmentField extends BaseField {
  type: 'attachment';
  max_files?: number;
  max_size_mb?: number;
  images_only?: boolean;
}
export type SerialPart =
  | { kind: 'text'; text: string }
  | { kind: 'date'; field?: string; format: string }
  | { kind: 'field'; field: string }
  | { kind: 'count'; digits?: number; initial?: number; reset?: 'never' | 'day' | 'month' | 'year' | 'date' };
export interface SerialField extends BaseField {
  type: 'serial';
  parts: SerialPart[];
}
export interface FormulaField extends BaseField {
  type: 'formula';
  result: 'number' | 'money' | 'text' | 'date' | 'switch';
  scale?: number;
  formula: string;
  /** In a subform: the formula is of the record, and each row gets its share by this weight. */
  spread?: string;
}
export interface SubformField extends BaseField {
  type: 'subform';
  fields: Field[];
  min_rows?: number;
  max_rows?: number;
  unique_column?: string | string[];
  /** Rows are offered, by themselves once `asks` are filled in; which ones is the server's. */
  offer?: { title: Words; asks: string[] };
  /** A scanner enters its rows; what its codes mean is the server's. */
  scan?: Scan;
}
export interface Scan {
  /** The column that gets what a code names, and the one that counts. */
  into: string;
  count: string;
  packs?: { into: string };
}
export interface SectionField extends BaseField {
  type: 'section';
  style?: 'heading' | 'tab';
  collapsed?: boolean;
}

export type Field =
  | TextField | LongTextField | NumberField | MoneyField | DateField | DatetimeField
  | ChoiceField | MultiChoiceField | CodesField | SwitchField | ReferenceField | MemberField | DepartmentField
  | AttachmentField | SerialField | FormulaField | SubformField | SectionField;

export type FieldType = Field['type'];
export type FieldOf<T extends FieldType> = Extract<Field, { type: T }>;

export interface Rule {
  id: string;
  /** What is refused where it is true: one of both. */
  when?: Condition;
  formula?: string;
  code: string;
  message: Words;
  field?: string;
}

export interface FormDocument {
  kind: 'form';
  version: number;
  id: string;
  title: Words;
  icon?: string;
  group?: string;
  document?: boolean;
  title_field?: string;
  search?: string[];
  fields: Field[];
  rules?: Rule[];
  unique?: { id: string; fields: string[] }[];
  list?: { columns?: string[]; sort?: Sort[] };
  /** Where its documents come from. */
  links?: FormLink[];
  hints?: FormHint[];
  /** Sheets of others that an import reads; `asks` are references given once for all rows. */
  sheets?: { id: string; title: Words; asks: string[] }[];
}

/** What is told beside a field; `reads` are the fields that decide it. What it is read from is the server's. */
export interface FormHint {
  id: string;
  kind: 'latest' | 'holds';
  beside: string;
  title: Words;
  reads: string[];
}

/** `row` is the field that holds the `$row` of the source's line: nothing for people to read. */
export interface FormLink {
  id: string;
  title: Words;
  form: string;
  lines?: string;
  record: string;
  row?: string;
}

export interface Sort {
  field: string;
  desc?: boolean;
}

export interface LedgerDimension {
  id: string;
  label: Words;
  type: 'reference' | 'member' | 'department' | 'text' | 'choice' | 'date';
  form?: string;
  options?: Option[];
}
export interface LedgerMeasure {
  id: string;
  label: Words;
  scale?: number;
}
export interface LedgerDocument {
  kind: 'ledger';
  version: number;
  id: string;
  title: Words;
  dimensions: LedgerDimension[];
  measures: LedgerMeasure[];
  /** Sums over several ledgers that a row takes part in: 可用量. Absent while it is designed. */
  checks?: LedgerMeasure[];
  /** Goods that are valued: they come and go. Other amounts grow and shrink. */
  costing?: { quantity?: string; value?: string };
  /** What has nothing of this measure is left out unless one asks for it. */
  open?: string;
  ageing?: { date: string; measure: string; by: string[]; days: number[] };
}

/** The field at a path of the document: `qty`, `lines.qty`. */
export function fieldAt(fields: readonly Field[], path: string): Field | undefined {
  const [head, ...rest] = path.split('.');
  const field = fields.find((one) => one.id === head);
  if (!field || rest.length === 0) return field;
  return field.type === 'subform' ? fieldAt(field.fields, rest.join('.')) : undefined;
}
