/** The frame of a page: a header with title and actions, and a body. */
import type { ReactNode } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useNavigate } from 'react-router';
import { Icon } from './icons';
import { Boundary } from './notice';
import { usePageTitle } from './hooks';
import './page.css';

interface PageProps {
  title: string;
  /** Right of the title: a state, a count. */
  beside?: ReactNode;
  actions?: ReactNode;
  /** Where the arrow leads; without it there is no arrow. */
  back?: string;
  /** The page scrolls as a whole; a list instead fills the height and scrolls inside. */
  fills?: boolean;
  /** Stays at the bottom: the buttons of a form. */
  foot?: ReactNode;
  children: ReactNode;
}

export function Page({ title, beside, actions, back, fills = false, foot, children }: PageProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  usePageTitle(title);
  return (
    <div className={fills ? 'page page-fills' : 'page'}>
      <header className="page-head">
        {back !== undefined && (
          <button type="button" className="icon-button" aria-label={t('back')} onClick={() => void navigate(back)}>
            <Icon name="arrow_left" size={18} />
          </button>
        )}
        <h1>{title}</h1>
        {beside}
        {actions && <div className="page-actions">{actions}</div>}
      </header>
      <div className="page-body">{children}</div>
      {foot}
    </div>
  );
}

/** A white sheet on the canvas. */
export function Card({ title, extra, children, flush = false }: { title?: ReactNode; extra?: ReactNode; children: ReactNode; flush?: boolean }) {
  return (
    <section className={flush ? 'card card-flush' : 'card'}>
      {title !== undefined && (
        <div className="card-head">
          <h2>{title}</h2>
          {extra}
        </div>
      )}
      <Boundary>{children}</Boundary>
    </section>
  );
}
