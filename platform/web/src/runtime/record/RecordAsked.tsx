/** What waits for the reader on this record: the way to their task, and what they read before they decide. */
import { useTranslation } from '@/locales/useTranslation';
import { Link } from 'react-router';
import { DecisionCard } from '@/runtime/tasks/DecisionCard';
import { Due } from '@/runtime/tasks/Due';
import { Icon } from '@/ui/icons';
import { useRecordFlow, type FlowOf } from './flow';

export function RecordAsked(place: FlowOf) {
  const { t } = useTranslation();
  const asked = useRecordFlow(place).data?.asked ?? [];
  return asked.map((one) => (
    <section key={one.task} className="record-asked no-print" aria-label={t('record.asked')}>
      <Link to={`/tasks/${one.task}`} className="record-asked-way">
        <Icon name="task" />
        <span>
          {t('record.asked')} <b>{one.node_title}</b>
        </span>
        <Due at={one.due} />
        <span className="record-asked-go">
          {t('record.asked_go')}
          <Icon name="chevron_right" size={14} />
        </span>
      </Link>
      <DecisionCard figures={one.card} />
    </section>
  ));
}
