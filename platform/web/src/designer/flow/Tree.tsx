/** The flow as it is drawn: nodes one below the other, ways beside each other. */
import { memo } from 'react';
import { useWords } from '@/ui/hooks';
import { useT } from '../words';
import { AddSpot } from './AddSpot';
import { useFlow } from './context';
import type { FlowNode } from './document';
import { ForkHead } from './ForkHead';
import { factsOf } from './kind';
import { NodeCard } from './NodeCard';
import { afterOf, isElse, keyOfWay, wayOf } from './tree';
import { useWayName } from './use-way-name';
import { WayCard } from './WayCard';

export function Tree() {
  const nodes = useFlow((state) => state.doc.nodes);
  return (
    <div className="fl-tree" role="tree">
      <Sequence nodes={nodes} into="" head="" />
    </div>
  );
}

/** The nodes in their time, the clocks beside them, and what follows at once. */
function Timed({ node }: { node: FlowNode }) {
  const t = useT();
  const nameOf = useWayName();
  return (
    <div className="fl-repeat">
      <ForkHead node={node} />
      <div className="fl-ways">
        <section className="fl-way">
          <i className="fl-bar is-top" aria-hidden="true" />
          <span className="fl-lane">{t('flow.in_time')}</span>
          <Sequence nodes={node.nodes ?? NONE} into={node.id} head={t('flow.in_time')} />
          <span className="fl-stretch" aria-hidden="true" />
          <i className="fl-bar is-bottom" aria-hidden="true" />
        </section>
        {node.clocks!.map((clock, index) => (
          <section className="fl-way" key={clock.id}>
            <i className="fl-bar is-top" aria-hidden="true" />
            <WayCard node={node} way={clock} index={index} isElse={false} />
            <Sequence nodes={clock.nodes ?? NONE} into={keyOfWay(node.id, clock.id)} head={nameOf(node, clock, index)} />
            <span className="fl-stretch" aria-hidden="true" />
            <i className="fl-bar is-bottom" aria-hidden="true" />
          </section>
        ))}
      </div>
      {(node.after?.length ?? 0) > 0 && <span className="fl-lane">{t('flow.afterwards')}</span>}
      <Sequence nodes={node.after ?? NONE} into={afterOf(node)} head={t('flow.afterwards')} />
    </div>
  );
}

const NONE: readonly FlowNode[] = [];

/** `head`: what stands above its first node. */
const Sequence = memo(function Sequence({ nodes, into, head }: { nodes: readonly FlowNode[]; into: string; head: string }) {
  const words = useWords();
  const isRoot = into === '';
  const isClock = useFlow((state) => into.includes('/') && wayOf(state.doc, into)?.node.clocks !== undefined);
  return (
    <div className="fl-seq">
      {!isRoot && !isClock && <AddSpot place={{ into, index: 0 }} before={head} />}
      {isClock && <i className="fl-line" aria-hidden="true" />}
      {nodes.map((node, index) => (
        <div className="fl-item" key={node.id}>
          <Node node={node} />
          {!(isRoot && index === nodes.length - 1) && node.type !== 'end' && <AddSpot place={{ into, index: index + 1 }} before={words(node.title) || words(factsOf(node.type).words)} />}
        </div>
      ))}
    </div>
  );
});

const Node = memo(function Node({ node }: { node: FlowNode }) {
  const words = useWords();
  const nameOf = useWayName();
  if (node.branches) {
    return (
      <div className="fl-fork">
        <ForkHead node={node} />
        <div className="fl-ways">
          {node.branches.map((way, index) => (
            <section className="fl-way" key={way.id}>
              <i className="fl-bar is-top" aria-hidden="true" />
              <WayCard node={node} way={way} index={index} isElse={isElse(node, index)} />
              <Sequence nodes={way.nodes ?? NONE} into={keyOfWay(node.id, way.id)} head={nameOf(node, way, index)} />
              <span className="fl-stretch" aria-hidden="true" />
              <i className="fl-bar is-bottom" aria-hidden="true" />
            </section>
          ))}
        </div>
      </div>
    );
  }
  if (node.clocks) return <Timed node={node} />;
  if (node.nodes) {
    return (
      <div className="fl-repeat">
        <NodeCard node={node} />
        <Sequence nodes={node.nodes} into={node.id} head={words(node.title) || words(factsOf(node.type).words)} />
      </div>
    );
  }
  return <NodeCard node={node} />;
});
