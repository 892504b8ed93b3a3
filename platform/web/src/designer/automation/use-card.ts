/** What every card of the drawing shares: selecting, focus, problems, the light of a trial. */
import { useEffect, useRef } from 'react';
import { follow } from '../lib/follow';
import { useActions, useAutomation, useLit, useProblemsOf } from './context';

export function useCard(target: string) {
  const isSelected = useAutomation((state) => state.selected === target);
  const actions = useActions();
  const problems = useProblemsOf(target);
  const lit = useLit();
  const element = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const card = element.current;
    if (!isSelected || !card) return;
    follow(card);
  }, [isSelected]);
  const light = lit?.get(target);
  return {
    element,
    isSelected,
    problems,
    lines: light?.lines ?? [],
    classes: [isSelected ? 'is-selected' : '', problems.length > 0 ? 'has-problem' : '', lit === null ? '' : light ? `is-${light.how}` : 'is-unlit'],
    given: {
      'data-target': target,
      role: 'treeitem',
      tabIndex: 0,
      'aria-selected': isSelected,
      'aria-current': isSelected || undefined,
      onClick: (event: React.MouseEvent) => {
        event.stopPropagation();
        actions().select(target);
      },
      onFocus: (event: React.FocusEvent) => {
        if (event.target === event.currentTarget) actions().select(target);
      },
    } as const,
  };
}
