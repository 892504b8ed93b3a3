/** One node: what kind, its name, its rule in words. */
import { memo, useCallback } from 'react';
import { useWords } from '@/ui/hooks';
import { Icon, NamedIcon } from '@/ui/icons';
import { useDragSource } from '../lib/dnd';
import { useT } from '../words';
import { useFlow } from './context';
import type { FlowNode } from './document';
import type { SourceData } from '../lib/tree-drop';
import { factsOf } from './kind';
import { kinds } from './kinds';
import { useSay } from './say';
import { isFixed } from './tree';
import { useCard } from './use-card';

export const NodeCard = memo(function NodeCard({ node }: { node: FlowNode }) {
  const t = useT();
  const words = useWords();
  const say = useSay();
  const { element, isSelected, problems, light, given } = useCard(node.id);
  const fixed = useFlow((state) => isFixed(state.doc, node.id));
  const { ref: drag, isDragging } = useDragSource(`node:${node.id}`, { node: node.id } satisfies SourceData);
  const facts = factsOf(node.type);
  const kindName = words(facts.words);
  const name = words(node.title) || kindName;
  const hold = useCallback(
    (card: HTMLElement | null) => {
      element.current = card;
      if (!fixed) drag(card);
    },
    [element, drag, fixed],
  );
  const classes = ['fl-card', `is-${facts.group}`, `is-${node.type}`, isSelected ? 'is-selected' : '', problems.length > 0 ? 'has-problem' : '', isDragging ? 'is-dragging' : '', light];
  return (
    <article ref={hold} className={classes.filter(Boolean).join(' ')} role="treeitem" aria-selected={isSelected} aria-label={t('card.node', { name, type: kindName })} {...given}>
      <header>
        <NamedIcon name={facts.icon} size={14} />
        <b>{name}</b>
        {problems.length > 0 && (
          <span className="fl-wrong" title={problems.map((one) => one.message).join('\n')}>
            <Icon name="error" size={14} />
          </span>
        )}
      </header>
      {kinds.get(node.type).say(node, say).map((line, n) => (
        <p key={n}>{line}</p>
      ))}
    </article>
  );
});
