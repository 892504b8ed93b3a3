/** One line of 待办: the document, what it is about, and who waits since when. */
import { Checkbox } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { Link, useLocation } from 'react-router';
import { showShort } from '@/core/moments';
import type { TaskBox, TaskItem } from '@/core/wire';
import { useWords } from '@/ui/hooks';
import { Icon } from '@/ui/icons';
import { StateTag } from '@/ui/state-tag';
import { Due } from './Due';
import { fromList } from './way-back';
import './tasks.css';

interface TaskRowProps {
  item: TaskItem;
  box: TaskBox;
  isChosen?: boolean;
  /** Its neighbours have a box before them: it stands in line with them. */
  isIndented?: boolean;
  /** Absent: it cannot be answered in the list. */
  onChoose?: ((isChosen: boolean) => void) | undefined;
}

export function TaskRow({ item, box, isChosen = false, isIndented = false, onChoose }: TaskRowProps) {
  const { t } = useTranslation();
  const words = useWords();
  const { search } = useLocation();
  const initiator = typeof item.initiator === 'string' ? item.initiator : item.initiator?.name;
  const isTask = box !== 'started' || item.state === 'running';
  const to = isTask ? `/tasks/${item.id}` : `/apps/${item.app}/forms/${item.form}/records/${item.record}`;
  const title = item.title || words(item.form_title);
  return (
    <li className="task-line">
      {!onChoose && isIndented && <span className="task-choose" aria-hidden="true"><i /></span>}
      {onChoose && (
        <label className="task-choose">
          <Checkbox aria-label={t('tasks.choose', { title })} checked={isChosen} onChange={(event) => onChoose(event.target.checked)} />
        </label>
      )}
      <Link to={to} state={fromList(search)} className="task-row">
        <span className="task-main">
          <span className="task-title">
            <b>{title}</b>
            <span className="tag">{words(item.form_title)}</span>
            {box !== 'todo' && <StateTag state={item.state} />}
            <Due at={item.due} />
            {item.one_by_one !== '' && <span className="task-alone muted" title={t(`tasks.one_by_one_${item.one_by_one}_more`)}>{t(`tasks.one_by_one_${item.one_by_one}`)}</span>}
          </span>
          <span className="task-summary">
            {item.summary.map((one, i) => (
              <span key={i}>
                <span className="muted">{words(one.label)}</span> {one.value}
              </span>
            ))}
          </span>
        </span>
        <span className="task-side">
          {words(item.node_title) && <span>{words(item.node_title)}</span>}
          <span className="muted">
            {initiator && `${t('tasks.by', { name: initiator })} · `}
            <time dateTime={item.since}>{showShort(item.since)}</time>
          </span>
        </span>
        <Icon name="chevron_right" />
      </Link>
    </li>
  );
}
