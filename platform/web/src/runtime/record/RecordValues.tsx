/** The values of a record to read: the form's own grid, and its subforms as tables. */
import { useTranslation } from '@/locales/useTranslation';
import { isFilledIn, isRead } from '@/core/display';
import type { Field, FormDocument, FormValues, RowValue, SubformField } from '@/core/documents';
import { isBlank } from '@/core/formTyping';
import { sum } from '@/core/numbers';
import { fields } from '@/fields';
import { isRight, isSummed } from '@/runtime/form/subform';
import { rightOf, type Rights } from '@/runtime/form/rights';
import { useIsPhone, useLanguage, useWords } from '@/ui/hooks';
import { applies } from './applies';
import '@/runtime/form/form.css';
import './record.css';

interface RecordValuesProps {
  form: FormDocument;
  values: FormValues;
  rights: Rights | null;
}

export function RecordValues({ form, values, rights }: RecordValuesProps) {
  const words = useWords();
  const shown = form.fields.filter((field) => field.type === 'section' || (isRead(field) && rightOf(field, field.id, rights) !== 'hidden' && field.id in values && applies(field, form, values) && !saysNothing(field, values[field.id])));
  return (
    <div className="values">
      {shown.map((field) =>
        field.type === 'section' ? (
          <h3 key={field.id} className="form-section">{words(field.label)}</h3>
        ) : field.type === 'subform' ? (
          <SubformTable key={field.id} field={field} rows={asRows(values[field.id])} rights={rights} />
        ) : (
          <Value key={field.id} field={field} value={values[field.id] ?? null} />
        ),
      )}
    </div>
  );
}

/** What nobody fills in by hand and nothing has filled in yet is no news. */
const saysNothing = (field: Field, value: FormValues[string]) => !isFilledIn(field) && isBlank(value);

const asRows = (value: FormValues[string]): RowValue[] => (Array.isArray(value) ? (value as RowValue[]) : []); // the wire form of a subform

function Value({ field, value }: { field: Field; value: NonNullable<FormValues[string]> | null }) {
  const words = useWords();
  const { Cell } = fields.get(field.type);
  const isEmpty = value === null || (Array.isArray(value) && value.length === 0);
  return (
    <div className="value" style={{ '--span': field.width ?? 12 } as React.CSSProperties}>
      <div className="value-label" id={`value-${field.id}`}>{words(field.label)}</div>
      <div className="value-text" aria-labelledby={`value-${field.id}`} role="group">
        {isEmpty ? <span className="muted">—</span> : <Cell field={field} value={value} />}
      </div>
    </div>
  );
}

function SubformTable({ field, rows, rights }: { field: SubformField; rows: RowValue[]; rights: Rights | null }) {
  const { t } = useTranslation();
  const words = useWords();
  const language = useLanguage();
  const isPhone = useIsPhone();
  const columns = field.fields.filter((column, at) => isRead(column) && rightOf(column, `${field.id}.${column.id}`, rights) !== 'hidden' && (at === 0 || rows.length === 0 || rows.some((row) => !isBlank(row[column.id]))));
  const title = (
    <div className="value-label">
      {words(field.label)} <span className="muted">{t('fields.rows', { n: rows.length })}</span>
    </div>
  );
  if (isPhone) {
    return (
      <div className="value" style={{ '--span': 24 } as React.CSSProperties}>
        {title}
        <div className="cards">
          {rows.map((row, i) => (
            <section className="row-card row-card-read" key={row.$row ?? i} aria-label={t('subform.row', { n: i + 1 })}>
              {columns.map((column) => {
                const text = fields.get(column.type).text(row[column.id] ?? null, column, language);
                return text && (
                  <div className="card-field" key={column.id}>
                    <span className="muted">{words(column.label)}</span>
                    <span>{text}</span>
                  </div>
                );
              })}
            </section>
          ))}
        </div>
      </div>
    );
  }
  const sums = columns.map((column) => (isSummed(column) ? sum(rows.map((row) => row[column.id]).filter((value): value is string => typeof value === 'string')) : null));
  return (
    <div className="value" style={{ '--span': 24 } as React.CSSProperties}>
      {title}
      <div className="lines" role="region" aria-label={words(field.label)} tabIndex={0}>
        <table aria-label={words(field.label)}>
          <thead>
            <tr>
              <th className="lines-no">#</th>
              {columns.map((column) => (
                <th key={column.id} className={isRight(column) ? 'num' : ''}>{words(column.label)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={row.$row ?? i}>
                <td className="lines-no">{i + 1}</td>
                {columns.map((column) => {
                  const { Cell } = fields.get(column.type);
                  return (
                    <td key={column.id} className={isRight(column) ? 'num' : ''}>
                      <Cell field={column} value={row[column.id] ?? null} />
                    </td>
                  );
                })}
              </tr>
            ))}
            {rows.length === 0 && (
              <tr>
                <td colSpan={columns.length + 1} className="lines-none">{t('subform.none')}</td>
              </tr>
            )}
          </tbody>
          {rows.length > 1 && sums.some((one) => one !== null) && (
            <tfoot>
              <tr>
                <th className="lines-no">{t('subform.sum')}</th>
                {columns.map((column, i) => (
                  <td key={column.id} className={isRight(column) ? 'num' : ''}>{sums[i] && fields.get(column.type).text(sums[i], column, language)}</td>
                ))}
              </tr>
            </tfoot>
          )}
        </table>
      </div>
    </div>
  );
}
