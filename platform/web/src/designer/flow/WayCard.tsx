/** The head of a way: its name, its priority, when it is taken. */
import { memo, useCallback } from 'react';
import { Icon } from '@/ui/icons';
import { useT } from '../words';
import type { FlowNode, Way } from './document';
import { useWayDrag } from '../lib/way-drag';
import { useSay } from './say';
import { keyOfWay } from './tree';
import { useCard } from './use-card';
import { useWayName } from './use-way-name';

interface WayCardProps {
  node: FlowNode;
  way: Way;
  index: number;
  isElse: boolean;
}

export const WayCard = memo(function WayCard({ node, way, index, isElse }: WayCardProps) {
  const t = useT();
  const say = useSay();
  const key = keyOfWay(node.id, way.id);
  const { element, isSelected, problems, light, given } = useCard(key);
  const { ref: drag, isOver, isDragging } = useWayDrag(key, { of: node.id, index }, !isElse);
  const hold = useCallback(
    (card: HTMLElement | null) => {
      element.current = card;
      drag(card);
    },
    [element, drag],
  );
  const name = useWayName()(node, way, index);
  const rule = node.clocks ? t(way.stops ? 'way.clock_stops' : 'way.clock') : isElse ? t('way.else') : node.type === 'parallel' ? t('way.always') : say.condition(way.when) || t('way.no_condition');
  const classes = ['fl-waycard', isElse ? 'is-else' : '', isSelected ? 'is-selected' : '', problems.length > 0 ? 'has-problem' : '', isOver ? 'is-over' : '', isDragging ? 'is-dragging' : '', light];
  return (
    <article ref={hold} className={classes.filter(Boolean).join(' ')} role="treeitem" aria-selected={isSelected} aria-label={t('card.way', { name, rule })} {...given}>
      <header>
        <b>{name}</b>
        {node.type === 'branch' && !isElse && <small>{t('way.priority', { n: index + 1 })}</small>}
        {problems.length > 0 && (
          <span className="fl-wrong" title={problems.map((one) => one.message).join('\n')}>
            <Icon name="error" size={14} />
          </span>
        )}
      </header>
      <p>{rule}</p>
    </article>
  );
});
