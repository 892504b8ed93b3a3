/** A question before something that cannot be undone, or that needs a reason. */
import { Button } from 'antd';
import { useEffect, useRef, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { signal } from '@/core/signal';
import './popup.css';

export interface Question {
  title: string;
  content?: ReactNode;
  okText: string;
  cancelText?: string;
  danger?: boolean;
}

const asked = signal<{ question: Question; answer: (yes: boolean) => void } | null>(null);

/** True when the person says yes. A second question withdraws the first. */
export function confirm(question: Question): Promise<boolean> {
  asked.get()?.answer(false);
  return new Promise((resolve) => asked.set({ question, answer: resolve }));
}

/** Where questions appear; once, at the root. */
export function Questions() {
  const current = useSyncExternalStore(asked.subscribe, asked.get);
  if (!current) return null;
  const answer = (yes: boolean) => {
    asked.set(null);
    current.answer(yes);
  };
  return <Dialog question={current.question} onAnswer={answer} />;
}

function Dialog({ question, onAnswer }: { question: Question; onAnswer: (yes: boolean) => void }) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const node = dialog.current;
    node?.showModal();
    return () => node?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="dialog"
      aria-label={question.title}
      onCancel={(event) => {
        event.preventDefault();
        onAnswer(false);
      }}
    >
      <form
        className="dialog-body"
        onSubmit={(event) => {
          event.preventDefault();
          onAnswer(true);
        }}
      >
        <h2>{question.title}</h2>
        {question.content}
        <div className="dialog-foot">
          <Button onClick={() => onAnswer(false)}>{question.cancelText ?? t('cancel')}</Button>
          <Button type="primary" danger={question.danger ?? false} htmlType="submit">
            {question.okText}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
