/** What one does with a whole document under design: undo, check, publish; what each designer adds stands between. */
import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import { useIsPhone } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { Popup } from '@/ui/Popup';
import { Count } from '@/ui/Tabs';
import { useT } from '../words';
import { isDialogOpen } from './panes';
import type { Autosave } from './autosave';

interface History {
  pastStates: unknown[];
  futureStates: unknown[];
  undo: () => void;
  redo: () => void;
}
/** One line of the list of problems, and where it leads. */
export interface BarProblem {
  key: string;
  title: string;
  message: string;
  go: () => void;
}

interface BarProps {
  title: string;
  /** Where the arrow leads. */
  back: string;
  saving: Autosave;
  history: StoreApi<History>;
  problems: readonly BarProblem[];
  onPublish: () => void;
  /** Before undo: the panes of a phone. */
  before?: ReactNode;
  children?: ReactNode;
}

export function Bar({ title, back, saving, history, problems, onPublish, before, children }: BarProps) {
  const t = useT();
  const navigate = useNavigate();
  const { undo, redo } = history.getState();
  const isPhone = useIsPhone();
  const past = useStore(history, (state) => state.pastStates.length);
  const future = useStore(history, (state) => state.futureStates.length);
  useBarKeys({ publish: onPublish, save: () => void saving.flush().catch(() => undefined) });
  return (
    <header className="fd-bar">
      <button type="button" className="icon-button" aria-label={t('bar.back')} title={t('bar.back')} onClick={() => void navigate(back)}>
        <Icon name="arrow_left" size={18} />
      </button>
      <h1>{title}</h1>
      <SaveState saving={saving} />
      <span className="fd-bar-space" />
      {before}
      <button type="button" className="icon-button" aria-label={t('bar.undo')} title={t('bar.undo')} disabled={past === 0} onClick={() => undo()}>
        <Icon name="undo" size={17} />
      </button>
      {(future > 0 || !isPhone) && (
        <button type="button" className="icon-button is-mirrored" aria-label={t('bar.redo')} title={t('bar.redo')} disabled={future === 0} onClick={() => redo()}>
          <Icon name="undo" size={17} />
        </button>
      )}
      <Problems problems={problems} />
      {children}
      <span className="counted">
        <Button size="small" type="primary" title={t('bar.publish_key')} aria-keyshortcuts="Control+Enter Meta+Enter" onClick={onPublish}>
          {t('bar.publish')}
        </Button>
        <Count n={problems.length} />
      </span>
    </header>
  );
}

/** Ctrl-Enter publishes; Ctrl-S saves at once what would be saved a moment later. */
function useBarKeys(given: { publish: () => void; save: () => void }): void {
  const latest = useRef(given);
  useEffect(() => {
    latest.current = given;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const act = { enter: 'publish' as const, s: 'save' as const }[event.key.toLowerCase()];
      if (!act || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey || isDialogOpen()) return;
      event.preventDefault();
      latest.current[act]();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function SaveState({ saving }: { saving: Autosave }) {
  const t = useT();
  if (saving.state === 'failed') {
    return (
      <button type="button" className="fd-save is-failed" onClick={() => void saving.flush().catch(() => undefined)}>
        <Icon name="error" size={13} />
        {t('save.failed')}
      </button>
    );
  }
  return (
    <span className={`fd-save is-${saving.state}`} role="status">
      <i aria-hidden="true" />
      <span>{t(`save.${saving.state}`)}</span>
    </span>
  );
}

/** The count opens a list; each line leads to what it is about. */
function Problems({ problems }: { problems: readonly BarProblem[] }) {
  const t = useT();
  const isPhone = useIsPhone();
  if (problems.length === 0) return null;
  const words = t('bar.problems', { count: problems.length });
  const list = (
    <div className="fd-problem-box">
      <strong>{t('problems.title')}</strong>
      <ul className="fd-problem-list">
        {problems.map((problem) => (
          <li key={problem.key}>
            <button type="button" onClick={problem.go}>
              <strong>{problem.title}</strong>
              <span>{problem.message}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
  return (
    <Popup
      kind="dialog"
      side="right"
      trigger={(opened) => (
        <Button size="small" type="text" danger icon={<Icon name="error" size={14} />} aria-label={words} {...opened}>
          {!isPhone && words}
        </Button>
      )}
    >
      {() => list}
    </Popup>
  );
}
