/** Where ways part: what kind of fork, and one way more. */
import { memo, useCallback } from 'react';
import { useWords } from '@/ui/hooks';
import { Icon, NamedIcon } from '@/ui/icons';
import { useDragSource } from '../lib/dnd';
import { useT } from '../words';
import { useFlowActions } from './context';
import type { FlowNode } from './document';
import type { SourceData } from '../lib/tree-drop';
import { factsOf } from './kind';
import { waysOf } from './tree';
import { useCard } from './use-card';

const MOST_WAYS = 20;

export const ForkHead = memo(function ForkHead({ node }: { node: FlowNode }) {
  const t = useT();
  const words = useWords();
  const actions = useFlowActions();
  const { element, isSelected, problems, light, given } = useCard(node.id);
  const { ref: drag, isDragging } = useDragSource(`node:${node.id}`, { node: node.id } satisfies SourceData);
  const facts = factsOf(node.type);
  const name = words(node.title) || words(facts.words);
  const hold = useCallback(
    (card: HTMLElement | null) => {
      element.current = card;
      drag(card);
    },
    [element, drag],
  );
  const classes = ['fl-head', isSelected ? 'is-selected' : '', problems.length > 0 ? 'has-problem' : '', isDragging ? 'is-dragging' : '', light];
  return (
    <div ref={hold} className={classes.filter(Boolean).join(' ')} role="treeitem" aria-selected={isSelected} aria-label={t('card.node', { name, type: words(facts.words) })} {...given}>
      <NamedIcon name={facts.icon} size={14} />
      <b>{name}</b>
      <button
        type="button"
        disabled={waysOf(node).length >= MOST_WAYS}
        onClick={(event) => {
          event.stopPropagation();
          actions().addWay(node.id);
        }}
      >
        <Icon name="add" size={12} />
        {t(node.clocks ? 'way.add_clock' : node.type === 'parallel' ? 'way.add' : 'way.add_condition')}
      </button>
    </div>
  );
});
