/** A cell of a sheet: text until one is in it and types. */
import { memo, useEffect, useRef, type KeyboardEvent } from 'react';
import type { Field, FieldValue } from '@/core/documents';
import type { FormStoreContract } from '@/core/formContract';
import { isBlank } from '@/core/formTyping';
import { fields } from '@/fields';
import { useLanguage, useWords } from '@/ui/hooks';
import { RequiredMark } from '../FormGrid';
import { Hints, useHints } from '../hints';
import { isRight } from '../subform';
import { useCell, useCellErrors, useCellLocked, useCellRequired, useCellVisible } from '../store';
import { Catcher, Editor, Resting } from './CellEditor';
import { headId, type Active, type Move, type WayOut } from './moving';
import { whereTo } from './ways';

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

export const GridCell = memo(function GridCell(props: GridCellProps) {
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
