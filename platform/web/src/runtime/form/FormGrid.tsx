/** The fields of a form on a grid of 24 columns; one column on a phone. */
import { Fragment, useMemo, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { isFilledIn, isRead } from '@/core/display';
import type { Field, FormDocument, SectionField, SubformField } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { partsOf, type Part } from '@/core/formParts';
import { fields } from '@/fields';
import { useIsPhone, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Boundary } from '@/ui/notice';
import { mayType, rightOf, type Rights } from './rights';
import { FormTabs, isFaulty } from './FormTabs';
import { Hints, useHints } from './hints';
import { OfferRows } from './OfferRows';
import { ScanField } from './ScanField';
import { SubformCards } from './SubformCards';
import { SubformGrid } from './grid/SubformGrid';
import { useErrors, useFaulty, useFormStore, useLocked, useRequired, useValue, useVisible } from './store';
import './form.css';

interface FormGridProps {
  form: FormDocument;
  rights: Rights | null;
  /** The record is read here as much as it is filled in: a task shows all of it. */
  isReading?: boolean;
}

export function FormGrid({ form, rights, isReading = false }: FormGridProps) {
  const { above, tabs } = useMemo(() => partsOf(form), [form]);
  const isShown = isReading ? isRead : isFilledIn;
  const mayShow = (field: Field) => isShown(field) && rightOf(field, field.id, rights) !== 'hidden';
  const given = { rights, isShown, mayShow };
  return (
    <div className="form-parts">
      {above.length > 0 && <Parts parts={above} {...given} />}
      {tabs.length > 0 && <FormTabs tabs={tabs} mayShow={mayShow} draw={(parts) => <Parts parts={parts} {...given} />} />}
    </div>
  );
}

interface PartsProps {
  parts: readonly Part[];
  rights: Rights | null;
  isShown: (field: Field) => boolean;
  mayShow: (field: Field) => boolean;
}

/** What is folded opens when something is wrong in it. */
function Parts({ parts, rights, isShown, mayShow }: PartsProps) {
  const faulty = useFaulty(useFormStore());
  const [seen, setSeen] = useState(faulty);
  const [folded, setFolded] = useState<ReadonlySet<string>>(() => new Set(parts.flatMap(({ heading }) => (heading?.collapsed ? [heading.id] : []))));
  if (seen !== faulty) {
    setSeen(faulty);
    setFolded(new Set(parts.flatMap((part) => (part.heading && folded.has(part.heading.id) && !isFaulty([part], faulty) ? [part.heading.id] : []))));
  }
  const toggle = (id: string) => setFolded(new Set(folded.has(id) ? [...folded].filter((one) => one !== id) : [...folded, id]));
  return (
    <div className="form-grid">
      {parts.map(({ heading, fields: below }) => {
        const isFolded = heading !== null && folded.has(heading.id);
        return (
          <Fragment key={heading?.id ?? ''}>
            {heading && <SectionTitle field={heading} isFolded={isFolded} onToggle={() => toggle(heading.id)} />}
            {!isFolded && below.map((field) => mayShow(field) && <FieldBox key={field.id} field={field} rights={rights} isShown={isShown} />)}
          </Fragment>
        );
      })}
    </div>
  );
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
  const isRequired = useRequired(store, field.id);
  const isLocked = useLocked(store, field.id);
  if (!useVisible(store, field.id)) return null;
  const isGroup = field.type === 'subform' || (field.type === 'choice' && field.style === 'radio') || field.type === 'attachment';
  return (
    <div className="form-field" data-field={field.id} style={{ '--span': field.type === 'subform' ? 24 : (field.width ?? 12) } as React.CSSProperties} role={isGroup ? 'group' : undefined} aria-labelledby={isGroup ? `${id}-label` : undefined}>
      <label id={`${id}-label`} htmlFor={id}>
        {words(field.label)}
        {isRequired && mayType(field, field.id, rights) && <RequiredMark />}
      </label>
      <Boundary>
        {field.type === 'subform' ? <Subform field={field} store={store} rights={rights} isShown={isShown} /> : <BoundInput id={id} field={field} store={store} isReadonly={isLocked || !mayType(field, field.id, rights)} hasError={errors.length > 0} />}
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
  const types = (column: Field) => !field.readonly && mayType(column, `${field.id}.${column.id}`, rights);
  const isLocked = useLocked(store, field.id);
  const mayRows = !field.readonly && !isLocked && rightOf(field, field.id, rights) === 'edit';
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
