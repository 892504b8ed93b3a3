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
              <Outline nodes={node.nodes} />
            </section>
          )}
        </div>
      )}
    </li>
  );
}
