/** Short messages: done, failed in the server's words, and done with a way back. */
import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { ApiError } from '@/core/api';
import { signal } from '@/core/signal';
import { Icon } from './icons';
import './popup.css';

export interface Toast {
  done: (text: string) => void;
  failed: (error: unknown) => void;
  /** Instead of "are you sure?": it is done, and can be undone for eight seconds. */
  undoable: (text: string, undo: () => void) => void;
}

interface Message {
  id: number;
  text: string;
  isFailure: boolean;
  undo?: () => void;
}

const messages = signal<readonly Message[]>([]);
const MOST = 3;
const DONE_MS = 2500;
const FAILED_MS = 6000;
const UNDO_MS = 8000;
let count = 0;

function show(message: Omit<Message, 'id'>, for_ms: number): void {
  const id = ++count;
  messages.set([...messages.get(), { ...message, id }].slice(-MOST));
  setTimeout(() => hide(id), for_ms);
}

function hide(id: number): void {
  messages.set(messages.get().filter((message) => message.id !== id));
}

export function useToast(): Toast {
  const { t } = useTranslation();
  return useMemo<Toast>(
    () => ({
      done: (text) => show({ text, isFailure: false }, DONE_MS),
      failed: (error) => show({ text: error instanceof ApiError ? error.message : t('failed.broken'), isFailure: true }, FAILED_MS),
      undoable: (text, undo) => show({ text, isFailure: false, undo }, UNDO_MS),
    }),
    [t],
  );
}

/** Where they appear; once, at the root. A popover, so that they stand above open dialogs too. */
export function Toasts() {
  const { t } = useTranslation();
  const shown = useSyncExternalStore(messages.subscribe, messages.get);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.hidePopover();
    if (shown.length > 0) box.current?.showPopover();
  }, [shown]);
  return (
    <div className="toasts" ref={box} popover="manual" aria-live="polite">
      {shown.map((message) => (
        <div key={message.id} className={message.isFailure ? 'toast toast-failed' : 'toast'} role={message.isFailure ? 'alert' : 'status'}>
          <Icon name={message.isFailure ? 'error' : 'check_circle'} size={18} />
          {message.text}
          {message.undo && (
            <button
              type="button"
              onClick={() => {
                hide(message.id);
                message.undo?.();
              }}
            >
              {t('undo')}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
