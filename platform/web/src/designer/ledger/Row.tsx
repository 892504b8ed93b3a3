/** One line of a list of parts: a sentence, its tools, and its settings when it is open. */
import type { ReactNode } from 'react';
import { Icon } from '@/ui/icons';
import { useT } from '../words';
import { useLedger, useLedgerState, useProblemAt } from './context';
import { listOf, type Part } from './document';
import { useRemovePart } from './remove';
import { usersOf, UseCount } from './UseCount';

interface RowProps {
  part: Part;
  at: number;
  /** What a screen reader calls it. */
  name: string;
  children: ReactNode;
  settings: () => ReactNode;
  onCopy?: () => void;
}

export function Row({ part, at, name, children, settings, onCopy }: RowProps) {
  const t = useT();
  const { design, uses } = useLedger();
  const isOpen = useLedgerState((state) => state.opened === `${part}.${at}`);
  const items = useLedgerState((state) => listOf(state.doc, part));
  const problem = useProblemAt(`${part}.${at}`);
  const remove = useRemovePart();
  const state = design.getState();
  /** Escape leads back to the line; a list that is open closes first. */
  const leave = (event: React.KeyboardEvent<HTMLElement>) => {
    const isListOpen = event.target instanceof Element && event.target.getAttribute('aria-expanded') === 'true';
    if (event.key !== 'Escape' || event.defaultPrevented || isListOpen) return;
    event.preventDefault();
    event.currentTarget.parentElement?.querySelector<HTMLElement>('.ld-row-say')?.focus();
    state.open(null);
  };
  return (
    <li className={problem ? 'ld-row has-problem' : 'ld-row'} aria-label={name}>
      <div className="ld-row-head">
        <button type="button" className="ld-row-say" data-target={`${part}.${at}`} aria-expanded={isOpen} onClick={() => state.open(isOpen ? null : `${part}.${at}`)}>
          <Icon name={isOpen ? 'chevron_down' : 'chevron_right'} size={14} />
          {children}
        </button>
        <UseCount users={usersOf(uses, part, items[at]?.id)} />
        <span className="ld-row-tools">
          <button type="button" className="icon-button" disabled={at === 0} aria-label={t('ledger.up', { name })} onClick={() => state.nudge(part, at, -1)}><Icon name="chevron_up" size={14} /></button>
          <button type="button" className="icon-button" disabled={at === items.length - 1} aria-label={t('ledger.down', { name })} onClick={() => state.nudge(part, at, 1)}><Icon name="chevron_down" size={14} /></button>
          {onCopy && <button type="button" className="icon-button" aria-label={t('ledger.copy', { name })} onClick={onCopy}><Icon name="copy" size={14} /></button>}
          <button type="button" className="icon-button" aria-label={t('ledger.remove', { name })} onClick={() => remove(part, at, name)}><Icon name="delete" size={14} /></button>
        </span>
      </div>
      {!isOpen && problem && <div className="fd-error" role="alert">{problem}</div>}
      {isOpen && <div className="ld-settings" onKeyDown={leave}>{settings()}</div>}
    </li>
  );
}
