/** The nodes of a flow as they were drawn, ways inside the node they belong to. */
import { useTranslation } from 'react-i18next';
import { useWords } from '@/ui/hooks';
import '@/runtime/record/flow-tree.css';
import { useT } from '../words';
import type { FlowNode } from './types';

export function Outline({ nodes }: { nodes: readonly FlowNode[] }) {
  return (
    <ol className="flow-nodes flow-outline">
      {nodes.map((node) => (
        <Drawn key={node.id} node={node} />
      ))}
    </ol>
  );
}

function Drawn({ node }: { node: FlowNode }) {
  const { t: shared } = useTranslation();
  const t = useT();
  const words = useWords();
  const kind = node.type === 'end' && node.outcome === 'rejected' ? t('flow.rejected_end') : shared(`node.${node.type}`, { defaultValue: node.type });
  const title = node.title ? words(node.title) : '';
  return (
    <li className="flow-node is-todo">
      <span className="flow-mark" />
      <div className="flow-head">
        <b>{title || kind}</b>
        {title && <span className="flow-state">{kind}</span>}
      </div>
      {(node.branches ?? node.nodes) && (
        <div className="flow-ways">
          {node.branches?.map((way, n) => (
            <section className="flow-way" key={way.id}>
              <h4>{way.title ? words(way.title) : way.when || node.type === 'parallel' ? t('flow.way', { n: n + 1 }) : t('flow.otherwise')}</h4>
              {way.nodes?.length ? <Outline nodes={way.nodes} /> : <p className="flow-more">{t('flow.passed_through')}</p>}
            </section>
          ))}
          {node.nodes && (
            <section className="flow-way">
              {node.clocks && <h4>{t('flow.in_time')}</h4>}
              <Outline nodes={node.nodes} />
            </section>
          )}
          {node.clocks?.map((clock) => (
            <section className="flow-way" key={clock.id}>
              <h4>
                {clock.title ? words(clock.title) : t('flow.when_time_comes')}
                {clock.stops && <span className="muted"> · {t('flow.stops')}</span>}
              </h4>
              <Outline nodes={clock.nodes ?? []} />
            </section>
          ))}
          {node.after && node.after.length > 0 && (
            <section className="flow-way">
              <h4>{t('flow.afterwards')}</h4>
              <Outline nodes={node.after} />
            </section>
          )}
        </div>
      )}
    </li>
  );
}
