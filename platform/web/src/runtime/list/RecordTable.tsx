/** Rows and columns; only what is on screen exists, the next page comes as one scrolls. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import type { Field, Sort } from '@/core/documents';
import type { RecordSummary } from '@/core/wire';
import { fields } from '@/fields';
import { isRight } from '@/runtime/form/subform';
import { useLanguage, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { StateTag } from '@/ui/state-tag';
import { valueOf } from './values';
import { isStiff, widthsOf, type Widths } from './widths';

interface RecordTableProps {
  label: string;
  columns: readonly Field[];
  rows: readonly RecordSummary[];
  /** Null: rows are opened where they stand. */
  href: ((id: string) => string) | null;
  sort: readonly Sort[];
  onSort: (sort: Sort[]) => void;
  onOpen: (id: string) => void;
  selected: readonly string[];
  /** Null: nothing can be done with many. */
  onSelect: ((ids: string[]) => void) | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  onMore: () => void;
}

const ROW_PX = 40;
const SELECT_PX = 44;
const NEAR_ROWS = 30;
/** Columns give way this far before the table scrolls sideways; */
const SQUEEZE = 0.85;

export default function RecordTable(props: RecordTableProps) {
  const { columns, rows, selected, onSelect, hasMore, isLoadingMore, onMore } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW_PX, overscan: 10 });
  const items = virtual.getVirtualItems();
  const last = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (hasMore && !isLoadingMore && last >= rows.length - NEAR_ROWS) onMore();
  }, [hasMore, isLoadingMore, last, rows.length, onMore]);
  const widths = useWidths(columns, rows);
  const width = columns.reduce((all, field) => all + widths[field.id]! * (isStiff(field) ? 1 : SQUEEZE), onSelect ? SELECT_PX : 0);
  const chosen = new Set(selected);
  const toggle = (id: string) => onSelect?.(chosen.has(id) ? selected.filter((one) => one !== id) : [...selected, id]);
  return (
    <div className="list-table">
      <div className="table" role="table" aria-label={props.label} aria-rowcount={hasMore ? -1 : rows.length + 1} aria-colcount={columns.length} ref={box}>
        <div role="rowgroup" className="table-head" style={{ minWidth: width }}>
          <div role="row" aria-rowindex={1} className="table-row">
            {onSelect && (
              <div role="columnheader" className="table-select">
                <input type="checkbox" aria-label={t('list.select_all')} checked={chosen.size > 0 && chosen.size === rows.length} ref={(node) => { if (node) node.indeterminate = chosen.size > 0 && chosen.size < rows.length; }} onChange={() => onSelect(chosen.size === rows.length ? [] : rows.map((row) => row.id))} />
              </div>
            )}
            {columns.map((field) => (
              <Head key={field.id} field={field} width={widths[field.id]!} sort={props.sort} onSort={props.onSort} />
            ))}
          </div>
        </div>
        <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative', minWidth: width }}>
          {items.map((item) => {
            const row = rows[item.index];
            return row && <Row key={row.id} row={row} index={item.index} top={item.start} columns={columns} widths={widths} href={props.href?.(row.id) ?? null} isSelected={chosen.has(row.id)} onToggle={onSelect ? toggle : null} onOpen={props.onOpen} />;
          })}
        </div>
      </div>
      <div className="list-foot muted">{isLoadingMore ? t('loading') : hasMore ? t('list.loaded', { n: rows.length }) : t('list.all_loaded', { n: rows.length })}</div>
    </div>
  );
}

/** The same object as long as the widths are the same. */
function useWidths(columns: readonly Field[], rows: readonly RecordSummary[]): Widths {
  const language = useLanguage();
  const found = JSON.stringify(useMemo(() => widthsOf(columns, rows, language), [columns, rows, language]));
  return useMemo(() => JSON.parse(found) as Widths, [found]);
}

function Head({ field, width, sort, onSort }: { field: Field; width: number; sort: readonly Sort[]; onSort: (sort: Sort[]) => void }) {
  const words = useWords();
  const by = sort.find((one) => one.field === field.id);
  const isSortable = fields.get(field.type).isSortable;
  const className = `table-cell ${isRight(field) ? 'is-right' : ''}`;
  const style = flexOf(field, width);
  if (!isSortable) {
    return <div role="columnheader" className={className} style={style}>{words(field.label)}</div>;
  }
  return (
    <div role="columnheader" className={className} style={style} aria-sort={by ? (by.desc ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="table-sort" onClick={() => onSort([{ field: field.id, desc: by ? !by.desc : true }])}>
        {words(field.label)}
        <Icon name={by && !by.desc ? 'chevron_up' : 'chevron_down'} size={13} className={by ? 'is-on' : ''} />
      </button>
    </div>
  );
}

interface RowProps {
  row: RecordSummary;
  index: number;
  top: number;
  columns: readonly Field[];
  widths: Widths;
  href: string | null;
  isSelected: boolean;
  onToggle: ((id: string) => void) | null;
  onOpen: (id: string) => void;
}

const Row = memo(
  function Row({ row, index, top, columns, widths, href, isSelected, onToggle, onOpen }: RowProps) {
    const { t } = useTranslation();
    const language = useLanguage();
    return (
      <div role="row" aria-rowindex={index + 2} aria-selected={onToggle ? isSelected : undefined} className={isSelected ? 'table-row table-line is-selected' : 'table-row table-line'} style={{ transform: `translateY(${top}px)` }} onClick={() => onOpen(row.id)}>
        {onToggle && (
          <div role="cell" className="table-select" onClick={(event) => event.stopPropagation()}>
            <input type="checkbox" aria-label={t('list.select_row', { name: row.title || row.id })} checked={isSelected} onChange={() => onToggle(row.id)} />
          </div>
        )}
        {columns.map((field, i) => {
          const { Cell, text } = fields.get(field.type);
          const value = valueOf(row, field.id);
          const cell = field.id === '$state' ? <StateTag state={row.state} /> : <Cell field={field} value={value} />;
          const whole = ENDS_IN_A_DIGIT.test(text(value, field, language)) ? 'is-whole' : '';
          return (
            <div key={field.id} role="cell" className={`table-cell ${isRight(field) ? 'is-right' : ''}`} style={flexOf(field, widths[field.id]!)}>
              {i === 0 && href === null ? <button type="button" className={`list-link ${whole}`} onClick={(event) => (event.stopPropagation(), onOpen(row.id))}>{cell}</button> : i === 0 && href !== null ? <Link to={href} className={`list-link ${whole}`} onClick={(event) => event.stopPropagation()}>{cell}</Link> : <span className={`table-text ${whole}`}>{cell}</span>}
            </div>
          );
        })}
      </div>
    );
  },
  (before, after) => before.row === after.row && before.top === after.top && before.columns === after.columns && before.widths === after.widths && before.isSelected === after.isSelected && before.href === after.href && before.onToggle === after.onToggle && before.onOpen === after.onOpen,
);

/** The number of a document, wherever it stands: cut, it reads as another one. It goes on below. */
const ENDS_IN_A_DIGIT = /\d$/;

const flexOf = (field: Field, width: number) => ({ flex: `1 ${isStiff(field) ? 0 : 1} ${width}px` });
