/** A panel that slides over the page's side; the browser's own dialog keeps the focus in it. */
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Icon } from './icons';
import './popup.css';

interface DrawerProps {
  title: string;
  side: 'left' | 'right';
  onClose: () => void;
  children: ReactNode;
}

/** Mounted is open. */
export function Drawer({ title, side, onClose, children }: DrawerProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const node = dialog.current;
    node?.showModal();
    return () => node?.close();
  }, []);
  return (
    <dialog ref={dialog} className={`drawer drawer-${side}`} aria-label={title} onCancel={onClose} onClick={(event) => event.target === dialog.current && onClose()}>
      <div className="drawer-head">
        <span>{title}</span>
        <button type="button" className="icon-button" aria-label={t('close')} onClick={onClose}>
          <Icon name="close" size={18} />
        </button>
      </div>
      <div className="drawer-body">{children}</div>
    </dialog>
  );
}
