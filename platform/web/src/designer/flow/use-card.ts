/** What a card, a fork and a way share: selecting, focus, problems, the light of a trial. */
import { useEffect, useRef } from 'react';
import { follow } from '../lib/follow';
import { useFlow, useFlowActions, useLit, useProblemsOf } from './context';

export function useCard(target: string) {
  const isSelected = useFlow((state) => state.selected === target);
  const actions = useFlowActions();
  const problems = useProblemsOf(target);
  const lit = useLit();
  const element = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const card = element.current;
    if (!isSelected || !card) return;
    follow(card);
  }, [isSelected]);
  const light = lit === null ? '' : lit.has(target) ? `is-${lit.get(target)}` : 'is-unlit';
  return {
    element,
    isSelected,
    problems,
    light,
    given: {
      'data-target': target,
      tabIndex: 0,
      'aria-current': isSelected || undefined,
      onClick: (event: React.MouseEvent) => {
        event.stopPropagation();
        actions().select(target);
      },
      onFocus: (event: React.FocusEvent) => {
        if (event.target === event.currentTarget) actions().select(target);
      },
    },
  };
}
