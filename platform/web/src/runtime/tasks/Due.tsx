/** By when something is to be done, or that it is late. */
import { useTranslation } from '@/locales/useTranslation';
import { showMoment, showShort } from '@/core/moments';

export function Due({ at }: { at: string | null }) {
  const { t } = useTranslation();
  if (at === null) return null;
  const isLate = new Date(at).getTime() <= Date.now();
  return (
    <time dateTime={at} title={showMoment(at)} className={isLate ? 'tag tag-danger' : 'tag'}>
      {isLate ? t('tasks.late') : t('tasks.due', { at: showShort(at) })}
    </time>
  );
}
