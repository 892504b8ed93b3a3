/** A record's flow as the tree it was drawn as: passed, current and still to come, and by whom. */
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import { showMoment } from '@/core/moments';
import type { FlowDiagram, FlowNode, FlowWay, FlowPerson } from '@/core/wire';
import { useMe } from '@/runtime/session';
import { Icon, type IconName } from '@/ui/icons';
import './flow-tree.css';

const MARKS: Record<FlowNode['state'], IconName> = {
  passed: 'check',
  current: 'history',
  rejected: 'close',
  cancelled: 'close',
  returned: 'undo',
  skipped: 'chevron_right',
  todo: 'more',
};

export function FlowTree({ app, diagram }: { app: string; diagram: FlowDiagram }) {
  const { t } = useTranslation();
  const me = useMe();
  return (
    <div className="flow-tree" role="tree" aria-label={t('record.flow')}>
      <Nodes nodes={diagram.nodes} />
      {me.is_admin && (
        <Link className="flow-design no-print" to={`/apps/${app}/design/flow/${diagram.flow}`}>
          {t('flow_tree.design', { n: diagram.version })}
        </Link>
      )}
    </div>
  );
}

function Nodes({ nodes }: { nodes: readonly FlowNode[] }) {
  return (
    <ol className="flow-nodes">
      {nodes.map((node) => (
        <Node key={node.id} node={node} />
      ))}
    </ol>
  );
}

function Node({ node }: { node: FlowNode }) {
  const { t } = useTranslation();
  const isRoute = node.ways != null;
  return (
    <li className={`flow-node is-${node.state}`} role="treeitem" aria-selected={node.state === 'current'}>
      <span className="flow-mark">
        <Icon name={isRoute ? 'flow' : MARKS[node.state]} size={13} />
      </span>
      <div className="flow-head">
        <b>{node.title}</b>
        {node.visits > 1 && <span className="flow-count">{t('flow_tree.times', { count: node.visits })}</span>}
        <span className={`flow-state is-${node.state}`}>{t(node.type === 'start' ? 'flow_tree.started' : `flow_tree.${node.state}`)}</span>
      </div>
      {node.until && <p className="flow-more">{t('flow_tree.until', { at: showMoment(node.until) })}</p>}
      {node.records?.map((one) => (
        <p className="flow-more" key={one.record}>
          {t(`flow_tree.child_${one.state}`)}
        </p>
      ))}
      {node.people.length > 0 && <People people={node.people} kind={node.type} />}
      {node.ways && <Ways ways={node.ways} />}
    </li>
  );
}

const FEW = 5;

function People({ people, kind }: { people: readonly FlowPerson[]; kind: string }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = all ? people : people.slice(0, FEW);
  return (
    <ul className="flow-people">
      {shown.map((one, n) => (
        <li key={n}>
          <span className="flow-face" aria-hidden>
            {one.name.slice(-1)}
          </span>
          <span className="flow-name">
            {one.name}
            {one.behalf && <span className="muted">{t('record.on_behalf', { name: one.behalf })}</span>}
          </span>
          <Did person={one} kind={kind} />
          {one.comment && <p className="flow-said">{one.comment}</p>}
        </li>
      ))}
      {people.length > shown.length && (
        <li>
          <button type="button" className="flow-all no-print" onClick={() => setAll(true)}>
            {t('flow_tree.all', { count: people.length })}
          </button>
        </li>
      )}
    </ul>
  );
}

function Did({ person, kind }: { person: FlowPerson; kind: string }) {
  const { t } = useTranslation();
  const did = person.action ? t(`did.${person.action}`, { defaultValue: person.action }) : kind === 'cc' || person.state === 'todo' ? '' : t(`person.${person.state}`, { defaultValue: '' });
  const tone = person.action === 'reject' || person.action === 'terminate' ? 'is-no' : person.action === 'approve' || person.action === 'handle' ? 'is-yes' : '';
  return (
    <span className={`flow-did ${tone}`}>
      {did}
      {person.at && <time dateTime={person.at}>{showMoment(person.at)}</time>}
    </span>
  );
}

function Ways({ ways }: { ways: readonly FlowWay[] }) {
  const { t } = useTranslation();
  const [withOthers, setWithOthers] = useState(false);
  const others = ways.filter((way) => way.taken === false).length;
  const shown = withOthers ? ways : ways.filter((way) => way.taken !== false);
  return (
    <div className="flow-ways">
      {shown.map((way) => (
        <section key={way.id} className={way.taken === false ? 'flow-way is-skipped' : 'flow-way'}>
          {(way.title || ways.length > 1) && <h4>{way.title || t('flow_tree.way', { n: ways.indexOf(way) + 1 })}</h4>}
          {way.nodes.length > 0 ? <Nodes nodes={way.nodes} /> : <p className="flow-more">{t('flow_tree.nothing')}</p>}
        </section>
      ))}
      {others > 0 && (
        <button type="button" className="flow-all no-print" aria-expanded={withOthers} onClick={() => setWithOthers(!withOthers)}>
          {t(withOthers ? 'flow_tree.hide_others' : 'flow_tree.others', { count: others })}
        </button>
      )}
    </div>
  );
}
