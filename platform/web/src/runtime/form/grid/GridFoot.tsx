/** Below a sheet: one more row, undo, how many rows there are, what is wrong with them. */
import { Button } from 'antd';
import { useSyncExternalStore } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import type { FormStoreContract } from '@/core/formContract';
import { Icon } from '@/ui/icons';
import { useCanUndo, useErrors, useRows } from '../store';

interface FootProps {
  store: FormStoreContract;
  subform: string;
  mayRows: boolean;
  canAdd: boolean;
  onAdd: () => void;
  onUndo: () => void;
  /** To the first cell that something is wrong with. */
  onGoToError: () => void;
  /** Absent where the sheet fills the screen already. */
  onWiden: (() => void) | undefined;
}

export function GridFoot({ store, subform, mayRows, canAdd, onAdd, onUndo, onGoToError, onWiden }: FootProps) {
  const { t } = useTranslation();
  const { length } = useRows(store, subform);
  return (
    <div className="grid-foot">
      {mayRows && (
        <Button size="small" icon={<Icon name="add" size={14} />} disabled={!canAdd} onClick={onAdd}>
          {t('subform.add_row')}
        </Button>
      )}
      {mayRows && <Undo store={store} subform={subform} onUndo={onUndo} />}
      <span className="muted">{mayRows ? t('subform.count_paste', { n: length }) : t('subform.count', { n: length })}</span>
      <RowErrors store={store} subform={subform} onGo={onGoToError} />
      {onWiden && (
        <button type="button" className="icon-button grid-widen" aria-label={t('subform.wide')} title={t('subform.wide')} onClick={onWiden}>
          <Icon name="fullscreen" />
        </button>
      )}
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
