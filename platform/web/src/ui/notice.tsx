/** What stands where content is missing: loading, empty, failed. Each says what to do next. */
import { Button } from 'antd';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import { ApiError } from '@/core/api';
import { useOnline } from './hooks';
import { Icon, type IconName } from './icons';
import './page.css';

/** In the place of what is coming. */
export const Loading = () => <Skeleton lines={LINES} />;

const LINES = 5;

/** What takes a while and cannot say how far it is: a bar that moves, once it has taken a second. */
export function Working({ text }: { text: string }) {
  return (
    <div className="working" role="status">
      {text}
      <i aria-hidden="true" />
    </div>
  );
}

/** Grey lines in the place of what is coming, so that nothing jumps; to be seen only when it takes a moment. */
export function Skeleton({ lines = 3 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div className="skeleton" role="status" aria-label={t('loading')}>
      {Array.from({ length: lines }, (_, n) => <i key={n} aria-hidden="true" />)}
    </div>
  );
}

export function Empty({ icon = 'empty', title, children, actions }: { icon?: IconName; title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="notice">
      <Icon name={icon} size={36} strokeWidth={1.3} />
      <strong>{title}</strong>
      {children && <p>{children}</p>}
      {actions && <div className="notice-actions">{actions}</div>}
    </div>
  );
}

/** A query that failed, in the server's words, with a way on. */
export function Failed({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const isOnline = useOnline();
  const isGone = !isOnline || (error instanceof ApiError && error.status === 0);
  const isMissing = !isGone && error instanceof ApiError && (error.status === 404 || error.status === 403);
  return (
    <div className="notice" role="alert">
      <Icon name="error" size={36} strokeWidth={1.3} />
      <strong>{t(isGone ? 'failed.gone' : isMissing ? 'failed.missing' : 'failed.title')}</strong>
      <p>{isGone ? t('failed.gone_more') : isMissing ? t('failed.missing_more') : error instanceof ApiError ? error.message : t('failed.broken')}</p>
      {isMissing && <Link to="/">{t('missing.home')}</Link>}
      {onRetry && !isMissing && (
        <div className="notice-actions">
          <Button onClick={onRetry}>{t('retry')}</Button>
        </div>
      )}
    </div>
  );
}

interface BoundaryProps {
  children: ReactNode;
  /** A change of it gives the content another chance. */
  at?: string;
}

/** Keeps one broken part from blanking the page. */
export class Boundary extends Component<BoundaryProps, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo) {
    reportError(error instanceof Error ? error : new Error(String(error), { cause: info.componentStack }));
  }

  override componentDidUpdate(before: BoundaryProps) {
    if (before.at !== this.props.at && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <Failed error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}
