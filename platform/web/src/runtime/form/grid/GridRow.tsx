/** A row of a sheet: its number, its cells, what can be done with it. */
import { memo } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import type { Field } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { Icon } from '@/ui/icons';
import { GridCell } from './GridCell';
import type { Active, Move, WayOut } from './moving';

interface RowProps {
  store: FormStoreContract;
  subform: string;
  row: string;
  index: number;
  top: number;
  columns: readonly Field[];
  widths: readonly number[];
  active: Active | null;
  mayType: (column: Field) => boolean;
  mayRows: boolean;
  canAdd: boolean;
  move: Move;
  isWayOut: WayOut;
  onCopy: () => void;
  onDelete: () => void;
}

export const GridRow = memo(
  function GridRow({ store, subform, row, index, top, columns, widths, active, mayType, mayRows, canAdd, move, isWayOut, onCopy, onDelete }: RowProps) {
    const { t } = useTranslation();
    return (
      <div role="row" aria-rowindex={index + 2} className="sheet-row" style={{ transform: `translateY(${top}px)` }}>
        <div className="sheet-no" role="rowheader">{index + 1}</div>
        {columns.map((column, i) => (
          <GridCell key={column.id} store={store} subform={subform} row={row} index={index} column={column} at={i} width={widths[i] ?? 120} active={active?.column === i ? active : null} isFirst={index === 0 && i === 0} mayType={mayType(column)} move={move} isWayOut={isWayOut} />
        ))}
        {mayRows && (
          <div className="sheet-tools" role="gridcell">
            <button type="button" tabIndex={-1} disabled={!canAdd} aria-label={t('subform.copy_row', { n: index + 1 })} title={t('subform.copy_keys')} onClick={onCopy}>
              <Icon name="copy" size={14} />
            </button>
            <button type="button" tabIndex={-1} aria-label={t('subform.delete_row', { n: index + 1 })} title={t('subform.delete_keys')} onClick={onDelete}>
              <Icon name="delete" size={14} />
            </button>
          </div>
        )}
      </div>
    );
  },
  (before, after) =>
    before.row === after.row && before.index === after.index && before.top === after.top && before.active === after.active &&
    before.columns === after.columns && before.move === after.move && before.isWayOut === after.isWayOut && before.mayRows === after.mayRows && before.canAdd === after.canAdd,
);
