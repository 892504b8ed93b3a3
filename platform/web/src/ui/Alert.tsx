/** Something to be known before one goes on: what it is, more about it, and what can be done. */
import type { ReactNode } from 'react';
import { Icon } from './icons';
import './alert.css';

interface AlertProps {
  type: 'error' | 'warning' | 'info';
  title: ReactNode;
  description?: ReactNode;
  action?: ReactNode;
  className?: string;
}

export function Alert({ type, title, description, action, className = '' }: AlertProps) {
  return (
    <div className={`alert alert-${type} ${className}`} role={type === 'info' ? 'status' : 'alert'}>
      <Icon name="error" size={17} />
      <div className="alert-words">
        <span>{title}</span>
        {description && <div>{description}</div>}
      </div>
      {action}
    </div>
  );
}
