/** What can be selected: by a click, by focus; what is selected comes into sight and keeps the focus. */
import { useCallback, useEffect, useRef } from 'react';
import { follow } from '../lib/follow';
import { useApp, useBuilder } from './context';
import type { Target } from './document';

export function useChosen(target: Target, onOpen: (() => void) | undefined) {
  const { design } = useBuilder();
  const isSelected = useApp((state) => state.selected === target);
  const element = useRef<HTMLElement | null>(null);
  const ref = useCallback((node: Element | null) => {
    element.current = node instanceof HTMLElement ? node : null;
  }, []);
  useEffect(() => {
    const card = element.current;
    if (!isSelected || !card) return;
    follow(card);
  }, [isSelected]);
  return {
    ref,
    props: {
      className: isSelected ? 'is-selected' : '',
      'data-target': target,
      tabIndex: 0,
      'aria-current': isSelected || undefined,
      onClick: (event: React.MouseEvent) => {
        event.stopPropagation();
        design.getState().select(target);
        onOpen?.();
      },
      onFocus: (event: React.FocusEvent) => {
        if (event.target === event.currentTarget) design.getState().select(target);
      },
    },
  };
}
