/** A subform as a spreadsheet: only visible rows exist, cells are text, one live editor, keys as in Excel. */
import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { Button } from 'antd';
import { memo, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ClipboardEvent, type KeyboardEvent, type SyntheticEvent } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import type { Field, FieldValue } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { isBlank } from '@/core/formTyping';
import { fields } from '@/fields';
import { useFieldPlace } from '@/fields/definition';
import { useLanguage, useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { useToast } from '@/ui/toast';
import { RequiredMark } from './FormGrid';
import { Hints, useHints } from './hints';
import { lookUp, pastedNames } from './pasting';
import { blockToRows, columnWidth, copyOf, isRight, readBlock, sumsOf, writeBlock, type SubformProps } from './subform';
import { useCanUndo, useCell, useCellErrors, useCellLocked, useCellRequired, useCellVisible, useErrors, useRows } from './store';

const ROW_PX = 36;
const NUMBER_PX = 44;
const TOOLS_PX = 72;
const SCREENFUL_PX = 440;
/** What a hint takes beside a number. */
const HINT_PX = 76;

interface Active {
  row: number;
  column: number;
  isEditing: boolean;
  /** The letter that opened the editor replaces what was there. */
  typed?: string;
}

/** A cell is called by its head and what stands in it. */
const headId = (subform: string, column: string) => `head-${subform}-${column}`;

type WayOut = (row: number, column: number, isBack: boolean) => boolean;
type Move = (row: number, column: number, isEditing?: boolean, typed?: string) => void;

export function SubformGrid({ field, columns, store, mayType, mayRows }: SubformProps) {
  const { t } = useTranslation();
  const words = useWords();
  const language = useLanguage();
  const toast = useToast();
  const place = useFieldPlace();
  const rows = useRows(store, field.id);
  const [active, setActive] = useState<Active | null>(null);
  const [isWide, setWide] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const hinted = store.document.hints;
  const widths = useMemo(() => columns.map((column) => columnWidth(column, words(column.label)) + HINT_PX * (hinted ?? []).filter((hint) => hint.beside === `${field.id}.${column.id}`).length), [columns, hinted, field.id, words]);
  const total = NUMBER_PX + widths.reduce((all, one) => all + one, 0) + (mayRows ? TOOLS_PX : 0);
  const most = field.max_rows ?? 500;
  const canAdd = mayRows && rows.length < most;
  const activeRow = active?.row;
  // The row one is in stays, scrolled away or not: its cell holds the focus.
  const withActive = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      if (activeRow === undefined || activeRow >= range.count || shown.includes(activeRow)) return shown;
      return [...shown, activeRow].sort((a, b) => a - b);
    },
    [activeRow],
  );
  const virtual = useVirtualizer({ count: rows.length, getScrollElement: () => box.current, estimateSize: () => ROW_PX, overscan: 8, rangeExtractor: withActive });
  const scrollTo = virtual.scrollToIndex;

  const add = useCallback(
    (at: number, copied = {}) => {
      store.insertRows(field.id, at, [copied]);
    },
    [store, field.id],
  );

  const move: Move = useCallback(
    (row, column, isEditing = false, typed) => {
      const last = columns.length - 1;
      if (column > last) [row, column] = [row + 1, 0];
      if (column < 0) [row, column] = [row - 1, last];
      if (row < 0) return;
      const count = store.rows(field.id).length;
      if (row >= count) {
        if (!canAdd) return;
        add(count);
      }
      store.endStep(field.id);
      setActive({ row, column, isEditing, ...(typed === undefined ? {} : { typed }) });
      scrollTo(row, { align: 'auto' });
    },
    [columns.length, store, field.id, canAdd, add, scrollTo],
  );

  /** Tab leaves at both ends, so that nobody is caught: before the first cell, and behind a last row nobody filled in. */
  const isWayOut = useCallback(
    (row: number, column: number, isBack: boolean) =>
      isBack ? row === 0 && column === 0 : column === columns.length - 1 && row === store.rows(field.id).length - 1 && (!canAdd || row >= store.filledRows(field.id).length),
    [columns.length, store, field.id, canAdd],
  );

  const goToError = () => {
    for (const [index, row] of rows.entries()) {
      const at = columns.findIndex((column) => store.cellErrors(field.id, row, column.id).length > 0);
      if (at >= 0) {
        move(index, at, true);
        return;
      }
    }
  };

  const paste = (event: ClipboardEvent) => {
    if (!active) return;
    const text = event.clipboardData.getData('text/plain');
    if (active.isEditing && !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const block = readBlock(text);
    const room = (mayRows ? most : rows.length) - active.row;
    const read = (cell: string, column: Field): FieldValue | undefined => fields.get(column.type).read?.(cell, column, language);
    store.paste(field.id, active.row, blockToRows(block.slice(0, room), columns, active.column, mayType, read));
    void lookUp(store, field, columns, pastedNames(block.slice(0, room), columns, active.column, mayType), store.rows(field.id).slice(active.row), place, t).catch(toast.failed);
    setActive({ ...active, isEditing: false });
    if (block.length > room) toast.done(t('subform.pasted_part', { n: room }));
  };

  const travel = (step: (subform: string) => boolean) => {
    if (!step(field.id)) return;
    const last = store.rows(field.id).length - 1;
    setActive((here) => (here === null || last < 0 ? null : { row: Math.min(here.row, last), column: here.column, isEditing: false }));
  };
  const undo = () => travel((subform) => store.undo(subform));

  /** Keys of the whole sheet; in an editor they belong to its text. */
  const sheetKeys = (event: KeyboardEvent) => {
    if (!active || active.isEditing || event.altKey) return;
    const far = farTo(event, active, rows.length - 1, columns.length - 1);
    if (far) move(far[0], far[1]);
    else if (!(event.ctrlKey || event.metaKey) || !changeRows(event, active)) return;
    event.preventDefault();
  };

  const changeRows = (event: KeyboardEvent, active: Active): boolean => {
    const row = rows[active.row];
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) undo();
    else if (key === 'y' || key === 'z') travel((subform) => store.redo(subform));
    else if (key === 'd' && canAdd && row !== undefined) {
      add(active.row + 1, copyOf(store, field, row));
      move(active.row + 1, active.column);
    } else if ((key === 'delete' || key === 'backspace') && mayRows && row !== undefined) {
      store.removeRow(field.id, row);
      setActive(rows.length > 1 ? { ...active, row: Math.min(active.row, rows.length - 2) } : null);
    } else return false;
    return true;
  };

  const copy = (event: ClipboardEvent) => {
    if (!active || active.isEditing) return;
    const row = rows[active.row];
    const column = columns[active.column];
    if (!row || !column) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', writeBlock([[fields.get(column.type).text(store.cell(field.id, row, column.id), column, language)]]));
  };

  const leave = (event: React.FocusEvent) => {
    const next = event.relatedTarget as HTMLElement | null;
    if (!event.currentTarget.contains(next) && !next?.closest('.ant-select-dropdown, .ant-picker-dropdown, .ant-modal-root')) setActive(null);
  };

  return (
    <div className={isWide ? 'grid-frame grid-wide' : 'grid-frame'}>
      {isWide && (
        <div className="grid-top">
          <b>{words(field.label)}</b>
          <Button size="small" onClick={() => setWide(false)} icon={<Icon name="close" />}>{t('subform.narrow')}</Button>
        </div>
      )}
      <div className="sheet" onPaste={paste} onCopy={copy} onKeyDown={sheetKeys} onBlur={leave}>
        {/* A box that scrolls would be a stop of the Tab key of its own; its cells are that. It is the
            grid itself, in which nothing but rows may take the focus. */}
        <div className="sheet-box" role="grid" aria-label={words(field.label)} aria-rowcount={rows.length + 1} aria-colcount={columns.length} ref={box} tabIndex={-1} style={isWide ? undefined : { maxHeight: SCREENFUL_PX }}>
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
          <div role="rowgroup" style={{ height: virtual.getTotalSize(), position: 'relative', minWidth: total }}>
            {virtual.getVirtualItems().map((item) => {
              const row = rows[item.index];
              if (row === undefined) return null;
              const here = active?.row === item.index ? active : null;
              return <Row key={row} store={store} subform={field.id} row={row} index={item.index} top={item.start} columns={columns} widths={widths} active={here} mayType={mayType} mayRows={mayRows} canAdd={canAdd} move={move} isWayOut={isWayOut} onCopy={() => add(item.index + 1, copyOf(store, field, row))} onDelete={() => { store.removeRow(field.id, row); setActive(null); }} />;
            })}
          </div>
          {rows.length === 0 && <div className="sheet-none">{t('subform.none')}</div>}
          {rows.length > 0 && <SumRow field={field} columns={columns} widths={widths} store={store} total={total} hasTools={mayRows} />}
        </div>
      </div>
      <div className="grid-foot">
        {mayRows && (
          <Button size="small" icon={<Icon name="add" size={14} />} disabled={!canAdd} onClick={() => move(rows.length, 0, false)}>
            {t('subform.add_row')}
          </Button>
        )}
        {mayRows && <Undo store={store} subform={field.id} onUndo={undo} />}
        <span className="muted">{mayRows ? t('subform.count_paste', { n: rows.length }) : t('subform.count', { n: rows.length })}</span>
        <RowErrors store={store} subform={field.id} onGo={goToError} />
        {!isWide && (
          <button type="button" className="icon-button grid-widen" aria-label={t('subform.wide')} title={t('subform.wide')} onClick={() => setWide(true)}>
            <Icon name="fullscreen" />
          </button>
        )}
      </div>
    </div>
  );
}

function Undo({ store, subform, onUndo }: { store: FormStoreContract; subform: string; onUndo: () => void }) {
  const { t } = useTranslation();
  const canUndo = useCanUndo(store, subform);
  return (
    <button type="button" className="icon-button grid-undo" disabled={!canUndo} aria-label={t('undo')} title={t('subform.undo')} onClick={onUndo}>
      <Icon name="undo" size={15} />
    </button>
  );
}

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

const Row = memo(
  function Row({ store, subform, row, index, top, columns, widths, active, mayType, mayRows, canAdd, move, isWayOut, onCopy, onDelete }: RowProps) {
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

interface GridCellProps {
  store: FormStoreContract;
  subform: string;
  row: string;
  index: number;
  column: Field;
  at: number;
  width: number;
  active: Active | null;
  isFirst: boolean;
  mayType: boolean;
  move: Move;
  isWayOut: WayOut;
}

const GridCell = memo(function GridCell(props: GridCellProps) {
  const { store, subform, row, index, column, at, width, active, move } = props;
  const isLocked = useCellLocked(store, subform, row, column.id);
  const mayType = props.mayType && !isLocked;
  const value = useCell(store, subform, row, column.id);
  const errors = useCellErrors(store, subform, row, column.id);
  const isVisible = useCellVisible(store, subform, row, column.id);
  const isRequired = useCellRequired(store, subform, row, column.id);
  const told = useHints(`${subform}.${column.id}`, row);
  const words = useWords();
  const language = useLanguage();
  const node = useRef<HTMLDivElement>(null);
  const ui = fields.get(column.type);
  const isActive = active !== null;
  const isEditing = isActive && active.isEditing && mayType && isVisible;
  const catches = isActive && !isEditing && mayType && isVisible;
  useEffect(() => {
    if (!isActive || isEditing) return;
    (node.current?.querySelector<HTMLElement>('.sheet-catcher') ?? node.current)?.focus({ preventScroll: true });
  }, [isActive, isEditing, catches]);

  const change = (next: FieldValue, also?: Parameters<typeof store.setCell>[4]) => store.setCell(subform, row, column.id, next, also);
  const edit = (typed?: string) => move(index, at, true, typed);
  const key = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const went = whereTo(event, isEditing);
    if (event.key === 'Tab' && props.isWayOut(index, at, event.shiftKey)) return;
    if (went) {
      event.preventDefault();
      move(index + went[0], at + went[1]);
    } else if (isEditing && event.key === 'Escape') {
      move(index, at);
    } else if (!isEditing && mayType && isVisible) {
      if ((event.key === 'Delete' || event.key === 'Backspace') && !event.ctrlKey && !event.metaKey) change(null);
      else if (event.key === 'F2') edit();
      else if (event.key === ' ' && column.type === 'switch') change(value !== true);
      else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) edit(event.key);
      else return;
      event.preventDefault();
    }
  };
  const complaint = errors.map((error) => error.message).join(language === 'en' ? '; ' : '；');
  const className = [
    'sheet-cell',
    isRight(column) && 'is-right',
    !mayType && 'is-fixed',
    isActive && 'is-active',
    isEditing && 'is-editing',
    errors.length > 0 && 'is-wrong',
  ].filter(Boolean).join(' ');
  return (
    <div
      ref={node}
      role="gridcell"
      aria-colindex={at + 1}
      id={`grid-${subform}-${row}-${column.id}`}
      aria-labelledby={`${headId(subform, column.id)} grid-${subform}-${row}-${column.id}`}
      aria-readonly={!mayType}
      aria-invalid={errors.length > 0 || undefined}
      aria-description={complaint || undefined}
      title={complaint || undefined}
      className={className}
      style={{ flex: `1 0 ${width}px` }}
      tabIndex={(isActive && !catches) || (props.isFirst && !isActive) ? 0 : -1}
      onFocus={isActive ? undefined : () => move(index, at)}
      onMouseDown={(event) => {
        if (isEditing) return;
        event.preventDefault();
        move(index, at);
      }}
      // As in forms people know: one click and one types. Not at mouse-down: an editor's list would
      // take the rest of the click for one outside of it.
      onClick={() => {
        if (!isEditing && mayType) edit();
      }}
      onKeyDown={key}
    >
      {isRequired && !column.required && isVisible && mayType && !isEditing && isBlank(value) && <RequiredMark />}
      {isVisible && <Hints told={told} field={column} value={value} className="sheet-hints" />}
      {isEditing ? <Editor column={column} value={value} path={`${subform}.${column.id}`} typed={active.typed} label={words(column.label)} onChange={change} /> : isVisible ? <Resting text={ui.text(value, column, language)} complaint={complaint} /> : null}
      {catches && <Catcher labelledBy={`${headId(subform, column.id)} grid-${subform}-${row}-${column.id}`} onText={edit} />}
    </div>
  );
});

/** Unseen in the cell one is in: an input method, for Chinese, composes only where one can type. What it gives opens the editor. */
function Catcher({ labelledBy, onText }: { labelledBy: string; onText: (text: string) => void }) {
  const take = (event: SyntheticEvent<HTMLInputElement>) => {
    if (event.currentTarget.value !== '') onText(event.currentTarget.value);
  };
  return (
    <input
      className="sheet-catcher"
      aria-labelledby={labelledBy}
      autoComplete="off"
      tabIndex={-1}
      onInput={(event) => {
        if (!(event.nativeEvent as InputEvent).isComposing) take(event);
      }}
      onCompositionStart={(event) => event.currentTarget.classList.add('is-composing')}
      onCompositionEnd={take}
    />
  );
}

/** What stands in a cell; in an empty one, what is wrong with it. */
function Resting({ text, complaint }: { text: string; complaint: string }) {
  return text === '' && complaint !== '' ? <span className="sheet-text sheet-complaint">{complaint}</span> : <span className="sheet-text">{text}</span>;
}

interface EditorProps {
  column: Field;
  value: FieldValue;
  path: string;
  typed: string | undefined;
  label: string;
  onChange: (value: FieldValue, also?: Parameters<FormStoreContract['setCell']>[4]) => void;
}

/** The one live input. A letter that opened it is typed into it, so nothing gets lost. */
function Editor({ column, value, path, typed, label, onChange }: EditorProps) {
  const { Input } = fields.get(column.type);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const input = box.current?.querySelector<HTMLInputElement>('input:not([type=hidden]), textarea');
    if (!input) return;
    input.setAttribute('aria-label', label);
    input.focus({ preventScroll: true });
    if (typed === undefined) input.select();
    else type(input, typed);
  }, [typed, label]);
  return (
    <div className="sheet-editor" ref={box}>
      <Input field={column} path={path} value={value} inGrid {...(typed === undefined ? {} : { typed })} onChange={onChange} />
    </div>
  );
}

/** Sets the text as a person would: React hears the input event. */
function type(input: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const prototype = input instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(input, text);
  input.dispatchEvent(new Event('input', { bubbles: true }));
  requestAnimationFrame(() => input.setSelectionRange(text.length, text.length));
}

/** Where a key leads, as rows and columns to go; null: it is not a way. */
function whereTo(event: KeyboardEvent, isEditing: boolean): [number, number] | null {
  const isInList = isEditing && document.activeElement?.getAttribute('aria-expanded') === 'true';
  switch (event.key) {
    case 'Tab':
      return [0, event.shiftKey ? -1 : 1];
    case 'Enter':
      return isInList ? null : [event.shiftKey ? -1 : 1, 0];
    case 'ArrowDown':
      return isInList ? null : [1, 0];
    case 'ArrowUp':
      return isInList ? null : [-1, 0];
    case 'ArrowLeft':
      return !isEditing || caretAt(event, 'start') ? [0, -1] : null;
    case 'ArrowRight':
      return !isEditing || caretAt(event, 'end') ? [0, 1] : null;
    default:
      return null;
  }
}

const PAGE_ROWS = 10;

/** Home, End and pages, as in Excel; null: another key. */
function farTo(event: KeyboardEvent, { row, column }: Active, lastRow: number, lastColumn: number): [number, number] | null {
  const isFar = event.ctrlKey || event.metaKey;
  switch (event.key) {
    case 'Home':
      return [isFar ? 0 : row, 0];
    case 'End':
      return [isFar ? lastRow : row, lastColumn];
    case 'PageUp':
      return [Math.max(0, row - PAGE_ROWS), column];
    case 'PageDown':
      return [Math.min(lastRow, row + PAGE_ROWS), column];
    default:
      return null;
  }
}

function caretAt(event: KeyboardEvent, edge: 'start' | 'end'): boolean {
  const input = event.target;
  if (!(input instanceof HTMLInputElement)) return false;
  const place = edge === 'start' ? 0 : input.value.length;
  return input.selectionStart === place && input.selectionEnd === place;
}

function SumRow({ field, columns, widths, store, total, hasTools }: Pick<SubformProps, 'field' | 'columns' | 'store'> & { widths: readonly number[]; total: number; hasTools: boolean }) {
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

function RowErrors({ store, subform, onGo }: { store: FormStoreContract; subform: string; onGo: () => void }) {
  const errors = useErrors(store, subform);
  const { t } = useTranslation();
  const count = useSyncExternalStore((listener) => store.subscribe(`!${subform}/*`, listener), () => wrongCells(store, subform));
  if (errors.length > 0 || count === 0) return null;
  return (
    <span role="alert">
      <button type="button" className="grid-wrong" onClick={onGo}>
        {t('subform.wrong', { n: count })}
      </button>
    </span>
  );
}

function wrongCells(store: FormStoreContract, subform: string): number {
  const field = store.document.fields.find((one) => one.id === subform);
  if (field?.type !== 'subform') return 0;
  return store.rows(subform).reduce((all, row) => all + field.fields.filter((column) => store.cellErrors(subform, row, column.id).length > 0).length, 0);
}
