/** A subform as a spreadsheet: only visible rows exist, cells are text, one live editor, keys as in Excel. */
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { RequiredMark } from '../FormGrid';
import { columnWidth, isRight, type SubformProps } from '../subform';
import { GridFoot } from './GridFoot';
import { GridRow } from './GridRow';
import { headId } from './moving';
import { SumRow } from './SumRow';
import { useClipboard } from './use-clipboard';
import { useSheet } from './use-sheet';

const NUMBER_PX = 44;
const TOOLS_PX = 72;
const SCREENFUL_PX = 440;
/** What a hint takes beside a number. */
const HINT_PX = 76;

export function SubformGrid(props: SubformProps) {
  const { field, columns, store, mayType, mayRows } = props;
  const { t } = useTranslation();
  const words = useWords();
  const [isWide, setWide] = useState(false);
  const sheet = useSheet(props);
  const { rows, active, canAdd, move } = sheet;
  const { paste, copy } = useClipboard(props, sheet);
  const hinted = store.document.hints;
  const widths = useMemo(() => columns.map((column) => columnWidth(column, words(column.label)) + HINT_PX * (hinted ?? []).filter((hint) => hint.beside === `${field.id}.${column.id}`).length), [columns, hinted, field.id, words]);
  const total = NUMBER_PX + widths.reduce((all, one) => all + one, 0) + (mayRows ? TOOLS_PX : 0);
  return (
    <div className={isWide ? 'grid-frame grid-wide' : 'grid-frame'}>
      {isWide && (
        <div className="grid-top">
          <b>{words(field.label)}</b>
          <Button size="small" onClick={() => setWide(false)} icon={<Icon name="close" />}>{t('subform.narrow')}</Button>
        </div>
      )}
      <div className="sheet" onPaste={paste} onCopy={copy} onKeyDown={sheet.sheetKeys} onBlur={sheet.leave}>
        {/* A box that scrolls would be a stop of the Tab key of its own; its cells are that. It is the
            grid itself, in which nothing but rows may take the focus. */}
        <div className="sheet-box" role="grid" aria-label={words(field.label)} aria-rowcount={rows.length + 1} aria-colcount={columns.length} ref={sheet.box} tabIndex={-1} style={isWide ? undefined : { maxHeight: SCREENFUL_PX }}>
          <div role="rowgroup" className="sheet-head" style={{ minWidth: total }}>
            <div role="row" aria-rowindex={1}>
              <div className="sheet-no" role="columnheader" aria-label={t('subform.number')}>#</div>
              {columns.map((column, i) => (
                <div key={column.id} role="columnheader" className={`sheet-cell ${isRight(column) ? 'is-right' : ''}`} style={{ flex: `1 0 ${widths[i] ?? 120}px` }} title={words(column.label)}>
                  <span id={headId(field.id, column.id)}>{words(column.label)}</span>
                  {column.required && mayType(column) && <RequiredMark />}
                </div>
              ))}
              {mayRows && <div className="sheet-tools" role="columnheader" aria-label={t('subform.actions')} />}
            </div>
          </div>
          <div role="rowgroup" style={{ height: sheet.virtual.getTotalSize(), position: 'relative', minWidth: total }}>
            {sheet.virtual.getVirtualItems().map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              const here = active?.row === item.index ? active : null;
              return (
                <GridRow
                  key={row} store={store} subform={field.id} row={row} index={item.index} top={item.start} columns={columns} widths={widths} active={here}
                  mayType={mayType} mayRows={mayRows} canAdd={canAdd} move={move} isWayOut={sheet.isWayOut} onCopy={() => sheet.copyRow(item.index, row)} onDelete={() => sheet.removeRow(row)}
                />
              );
            })}
          </div>
          {rows.length === 0 && <div className="sheet-none">{t('subform.none')}</div>}
          {rows.length > 0 && <SumRow field={field} columns={columns} widths={widths} store={store} total={total} hasTools={mayRows} />}
        </div>
      </div>
      <GridFoot store={store} subform={field.id} mayRows={mayRows} canAdd={canAdd} onAdd={() => move(rows.length, 0)} onUndo={sheet.undo} onGoToError={sheet.goToError} onWiden={isWide ? undefined : () => setWide(true)} />
    </div>
  );
}
