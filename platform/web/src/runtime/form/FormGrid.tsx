/** The fields of a form on a grid of 24 columns; one column on a phone. */
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { isFilledIn, isRead } from '@/core/display';
import type { Field, FormDocument, SectionField, SubformField } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { fields } from '@/fields';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Boundary } from '@/ui/notice';
import { mayType, rightOf, type Rights } from './rights';
import { Hints, useHints } from './hints';
import { OfferRows } from './OfferRows';
import { ScanField } from './ScanField';
import { SubformCards } from './SubformCards';
import { SubformGrid } from './SubformGrid';
import { useErrors, useFormStore, useValue, useVisible } from './store';
import './form.css';

interface FormGridProps {
  form: FormDocument;
  rights: Rights | null;
  /** The record is read here as much as it is filled in: a task shows all of it. */
  isReading?: boolean;
}

export function FormGrid({ form, rights, isReading = false }: FormGridProps) {
  const isShown = isReading ? isRead : isFilledIn;
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set(form.fields.filter((field) => field.type === 'section' && field.collapsed).map((field) => field.id)));
  const toggle = (id: string) =>
    setFolded((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const parts: ReactNode[] = [];
  let isFolded = false;
  for (const field of form.fields) {
    if (field.type === 'section') {
      isFolded = folded.has(field.id);
      parts.push(<SectionTitle key={field.id} field={field} isFolded={isFolded} onToggle={() => toggle(field.id)} />);
    } else if (!isFolded && isShown(field) && rightOf(field, field.id, rights) !== 'hidden') {
      parts.push(<FieldBox key={field.id} field={field} rights={rights} isShown={isShown} />);
    }
  }
  return <div className="form-grid">{parts}</div>;
}

function SectionTitle({ field, isFolded, onToggle }: { field: SectionField; isFolded: boolean; onToggle: () => void }) {
  const words = useWords();
  const store = useFormStore();
  if (!useVisible(store, field.id)) return null;
  return (
    <h3 className="form-section">
      <button type="button" aria-expanded={!isFolded} onClick={onToggle}>
        <Icon name={isFolded ? 'chevron_right' : 'chevron_down'} size={14} />
        {words(field.label)}
      </button>
    </h3>
  );
}

interface FieldBoxProps {
  field: Field;
  rights: Rights | null;
  isShown: (field: Field) => boolean;
}

function FieldBox({ field, rights, isShown }: FieldBoxProps) {
  const store = useFormStore();
  const words = useWords();
  const errors = useErrors(store, field.id);
  const id = `field-${field.id}`;
  if (!useVisible(store, field.id)) return null;
  const isGroup = field.type === 'subform' || (field.type === 'choice' && field.style === 'radio') || field.type === 'attachment';
  return (
    <div className="form-field" data-field={field.id} style={{ '--span': field.type === 'subform' ? 24 : (field.width ?? 12) } as React.CSSProperties} role={isGroup ? 'group' : undefined} aria-labelledby={isGroup ? `${id}-label` : undefined}>
      <label id={`${id}-label`} htmlFor={id}>
        {words(field.label)}
        {field.required && mayType(field, field.id, rights) && <RequiredMark />}
      </label>
      <Boundary>
        {field.type === 'subform' ? <Subform field={field} store={store} rights={rights} isShown={isShown} /> : <BoundInput id={id} field={field} store={store} isReadonly={!mayType(field, field.id, rights)} hasError={errors.length > 0} />}
      </Boundary>
      <FieldHints field={field} store={store} />
      {field.help && <div className="form-help">{words(field.help)}</div>}
      {errors.map((error) => (
        <div className="form-error" role="alert" key={error.code}>
          {error.message}
        </div>
      ))}
    </div>
  );
}

export function RequiredMark() {
  const { t } = useTranslation();
  return (
    <span className="required" title={t('form.required')}>
      *<span className="sr-only">{t('form.required')}</span>
    </span>
  );
}

interface BoundInputProps {
  id: string;
  field: Field;
  store: FormStoreContract;
  isReadonly: boolean;
  hasError: boolean;
}

function BoundInput({ id, field, store, isReadonly, hasError }: BoundInputProps) {
  const value = useValue(store, field.id);
  const { Input, Cell } = fields.get(field.type);
  if (isReadonly && (field.type !== 'serial' || value !== null)) {
    return (
      <output id={id} className="readonly-box" style={{ display: 'block' }}>
        <Cell field={field} value={value} />
      </output>
    );
  }
  return <Input id={id} field={field} path={field.id} value={value} isReadonly={isReadonly} hasError={hasError} onChange={(next, also) => store.set(field.id, next, also)} />;
}

function FieldHints({ field, store }: { field: Field; store: FormStoreContract }) {
  const told = useHints(field.id, null);
  return <Hints told={told} field={field} value={useValue(store, field.id)} className="hints" />;
}

function Subform({ field, store, rights, isShown }: FieldBoxProps & { field: SubformField; store: FormStoreContract }) {
  const isPhone = useIsPhone();
  const columns = field.fields.filter((column) => isShown(column) && rightOf(column, `${field.id}.${column.id}`, rights) !== 'hidden');
  const types = (column: Field) => mayType(column, `${field.id}.${column.id}`, rights);
  const mayRows = !field.readonly && rightOf(field, field.id, rights) === 'edit';
  const Shown = isPhone ? SubformCards : SubformGrid;
  return (
    <>
      {mayRows && (field.scan || field.offer) && (
        <div className="subform-tools">
          {field.scan && <ScanField field={field} scan={field.scan} store={store} />}
          <OfferRows field={field} store={store} />
        </div>
      )}
      <Shown field={field} columns={columns} store={store} mayType={types} mayRows={mayRows} />
    </>
  );
}
