/** Seldom used settings under one line; open from the start where something is set. */
import { useState, type ReactNode } from 'react';
import { Icon } from '@/ui/icons';
import './folded.css';

interface FoldedProps {
  title: string;
  /** Turned true later, it opens too. */
  isOpen: boolean;
  className?: string;
  children: ReactNode;
}

export function Folded({ title, isOpen, className = '', children }: FoldedProps) {
  const [state, setState] = useState({ isOpen, given: isOpen });
  if (state.given !== isOpen) setState({ isOpen: isOpen || state.isOpen, given: isOpen });
  return (
    <details className={`folded ${className}`} open={state.isOpen} onToggle={(event) => setState({ isOpen: event.currentTarget.open, given: isOpen })}>
      <summary>
        <Icon name="chevron_right" size={13} />
        {title}
      </summary>
      {state.isOpen && children}
    </details>
  );
}
