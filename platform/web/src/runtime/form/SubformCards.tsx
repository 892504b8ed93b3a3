/** A subform on a phone: one card per row, the inputs under each other. */
import { Button } from 'antd';
import { memo } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import type { Field } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { fields } from '@/fields';
import { useLanguage, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Hints, useHints } from './hints';
import { copyOf, sumsOf, type SubformProps } from './subform';
import { RequiredMark } from './FormGrid';
import { useCell, useCellErrors, useCellLocked, useCellRequired, useCellVisible, useRows } from './store';

export function SubformCards({ field, columns, store, mayType, mayRows }: SubformProps) {
  const { t } = useTranslation();
  const words = useWords();
  const rows = useRows(store, field.id);
  const isFull = rows.length >= (field.max_rows ?? 500);
  return (
    <div className="cards">
      {rows.length > 0 && <div className="cards" role="list" aria-label={words(field.label)}>
      {rows.map((row, i) => (
        <section className="row-card" role="listitem" key={row} aria-label={t('subform.row', { n: i + 1 })}>
          <header>
            <b>{t('subform.row', { n: i + 1 })}</b>
            {mayRows && (
              <span>
                <button type="button" className="icon-button" disabled={isFull} aria-label={t('subform.copy_row', { n: i + 1 })} onClick={() => store.insertRows(field.id, i + 1, [copyOf(store, field, row)])}>
                  <Icon name="copy" />
                </button>
                <button type="button" className="icon-button" aria-label={t('subform.delete_row', { n: i + 1 })} onClick={() => store.removeRow(field.id, row)}>
                  <Icon name="delete" />
                </button>
              </span>
            )}
          </header>
          {columns.map((column) => (
            <CardField key={column.id} store={store} subform={field.id} row={row} field={column} mayType={mayType(column)} />
          ))}
        </section>
      ))}
      </div>}
      <Sums store={store} field={field} columns={columns} mayType={mayType} mayRows={mayRows} />
      {mayRows && (
        <Button block type="dashed" disabled={isFull} icon={<Icon name="add" />} onClick={() => store.insertRows(field.id, rows.length, [{}])}>
          {t('subform.add_row')}
        </Button>
      )}
    </div>
  );
}

interface CardFieldProps {
  store: FormStoreContract;
  subform: string;
  row: string;
  field: Field;
  mayType: boolean;
}

const CardField = memo(function CardField({ store, subform, row, field, ...given }: CardFieldProps) {
  const words = useWords();
  const value = useCell(store, subform, row, field.id);
  const errors = useCellErrors(store, subform, row, field.id);
  const told = useHints(`${subform}.${field.id}`, row);
  const id = `cell-${subform}-${row}-${field.id}`;
  const { Input, Cell } = fields.get(field.type);
  const isRequired = useCellRequired(store, subform, row, field.id);
  const isLocked = useCellLocked(store, subform, row, field.id);
  const mayType = given.mayType && !isLocked;
  if (!useCellVisible(store, subform, row, field.id)) return null;
  return (
    <div className="card-field">
      <label htmlFor={id}>
        {words(field.label)}
        {isRequired && mayType && <RequiredMark />}
      </label>
      <div>
        {mayType ? (
          <Input id={id} field={field} path={`${subform}.${field.id}`} value={value} hasError={errors.length > 0} onChange={(next, also) => store.setCell(subform, row, field.id, next, also)} />
        ) : (
          <output id={id} className="card-value">
            <Cell field={field} value={value} />
          </output>
        )}
        <Hints told={told} field={field} value={value} className="hints" />
        {errors.map((error) => (
          <div className="form-error" role="alert" key={error.code}>{error.message}</div>
        ))}
      </div>
    </div>
  );
});

function Sums({ store, field, columns }: SubformProps) {
  const words = useWords();
  const { t } = useTranslation();
  const language = useLanguage();
  const sums = sumsOf(store, field, columns);
  useRows(store, field.id);
  if (sums.size === 0 || store.rows(field.id).length < 2) return null;
  return (
    <div className="card-sums" aria-label={t('subform.sum')}>
      {[...sums].map(([id, sum]) => {
        const column = columns.find((one) => one.id === id);
        return column && <span key={id}>{words(column.label)} <b>{fields.get(column.type).text(sum, column, language)}</b></span>;
      })}
    </div>
  );
}
