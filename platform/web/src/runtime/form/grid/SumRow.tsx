/** The sums below a sheet. */
import { useEffect, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import type { Field } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { fields } from '@/fields';
import { useLanguage } from '@/ui/hooks';
import { isRight, sumsOf, type SubformProps } from '../subform';

type Props = Pick<SubformProps, 'field' | 'columns' | 'store'> & { widths: readonly number[]; total: number; hasTools: boolean };

export function SumRow({ field, columns, widths, store, total, hasTools }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const sums = useSums(store, field, columns);
  if (sums.size === 0) return null;
  return (
    <div role="rowgroup" className="sheet-sums" style={{ minWidth: total }}>
      <div role="row" aria-label={t('subform.sum')}>
        <div className="sheet-no" role="rowheader">{t('subform.sum')}</div>
        {columns.map((column, i) => (
          <div key={column.id} role="gridcell" className={`sheet-cell ${isRight(column) ? 'is-right' : ''}`} style={{ flex: `1 0 ${widths[i] ?? 120}px` }}>
            {sums.has(column.id) && fields.get(column.type).text(sums.get(column.id) ?? null, column, language)}
          </div>
        ))}
        {hasTools && <div className="sheet-tools" role="gridcell" />}
      </div>
    </div>
  );
}

/** Sums follow every cell, but once per frame, not once per cell. */
function useSums(store: FormStoreContract, field: SubformProps['field'], columns: readonly Field[]): Map<string, string> {
  const [sums, setSums] = useState(() => sumsOf(store, field, columns));
  useEffect(() => {
    let frame = 0;
    const later = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => setSums(sumsOf(store, field, columns)));
    };
    later();
    const stop = store.subscribe(`${field.id}/*`, later);
    const stopRows = store.subscribe(field.id, later);
    return () => {
      cancelAnimationFrame(frame);
      stop();
      stopRows();
    };
  }, [store, field, columns]);
  return sums;
}
