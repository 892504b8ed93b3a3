/** The way of a document through its flow: who did what when, who is asked now, what comes. */
import { useTranslation } from '@/locales/useTranslation';
import { showMoment } from '@/core/moments';
import type { TimelineNode, TimelinePerson } from '@/core/wire';
import { useWords } from '@/ui/hooks';
import { Icon, type IconName } from '@/ui/icons';
import './record.css';

const ICONS: Record<string, IconName> = { done: 'check', current: 'history', todo: 'more', skipped: 'chevron_right' };

export function Timeline({ nodes }: { nodes: readonly TimelineNode[] }) {
  const { t } = useTranslation();
  const words = useWords();
  return (
    <ol className="timeline" aria-label={t('record.flow')}>
      {nodes.map((node, i) => (
        <li key={`${node.node}-${i}`} className={`is-${node.state}`}>
          <span className="timeline-mark">
            <Icon name={node.people.some((one) => one.action === 'reject') ? 'close' : (ICONS[node.state] ?? 'more')} size={13} />
          </span>
          <div className="timeline-title">
            <b>{words(node.title) || t(`node.${node.kind}`)}</b>
            <span className="muted">{t(`timeline.${node.state}`, { defaultValue: '' })}</span>
          </div>
          {node.people.map((person, n) => (
            <PersonLine key={n} person={person} kind={node.kind} />
          ))}
        </li>
      ))}
    </ol>
  );
}

function PersonLine({ person, kind }: { person: TimelinePerson; kind: string }) {
  const { t } = useTranslation();
  const done = person.action ? t(`did.${person.action}`, { defaultValue: person.action }) : kind === 'cc' ? '' : t(`person.${person.state}`, { defaultValue: '' });
  return (
    <div className="timeline-person">
      <span>
        {person.name}
        {person.behalf && <span className="muted">{t('record.on_behalf', { name: person.behalf })}</span>}
        {done && <em className={person.action === 'reject' || person.action === 'terminate' ? 'is-no' : person.action === 'approve' ? 'is-yes' : ''}>{done}</em>}
      </span>
      {person.at && <time dateTime={person.at}>{showMoment(person.at)}</time>}
      {person.comment && <q>{person.comment}</q>}
    </div>
  );
}
