/** 断号: which numbers of the form are missing or count for nothing, and why. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/locales/useTranslation';
import { api, ApiError, url } from '@/core/api';
import { keys } from '@/core/keys';
import { showMoment } from '@/core/moments';
import type { NumberGap } from '@/core/wire';
import { Drawer } from '@/ui/Drawer';
import { Empty, Failed, Loading } from '@/ui/notice';
import './gaps.css';

const TONE: Record<NumberGap['why'], string> = { deleted: 'tag-danger', void: '', missing: 'tag-warn' };

export default function NumberGaps({ app, form, onClose }: { app: string; form: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer side="right" title={t('gaps.title')} onClose={onClose}>
      <p className="muted gaps-about">{t('gaps.about')}</p>
      <Gaps app={app} form={form} />
    </Drawer>
  );
}

function Gaps({ app, form }: { app: string; form: string }) {
  const { t } = useTranslation();
  const gaps = useQuery({
    queryKey: [...keys.records(app, form), 'gaps'],
    queryFn: ({ signal }) => api.get<{ items: NumberGap[] }>(url`/apps/${app}/forms/${form}/number-gaps`, { signal }),
  });
  if (gaps.isPending) return <Loading />;
  if (gaps.error instanceof ApiError && gaps.error.status === 403) return <Empty icon="key" title={t('gaps.forbidden')}>{t('gaps.forbidden_more')}</Empty>;
  if (gaps.isError) return <Failed error={gaps.error} onRetry={() => void gaps.refetch()} />;
  if (gaps.data.items.length === 0) return <Empty icon="check_circle" title={t('gaps.none')}>{t('gaps.none_more')}</Empty>;
  return (
    <>
      <p className="gaps-count">{t('gaps.count', { n: gaps.data.items.length })}</p>
      <ul className="gaps">
        {gaps.data.items.map((gap) => (
          <li key={`${gap.field}/${gap.number}/${gap.why}`}>
            <b>{gap.number}</b>
            <span className={`tag ${TONE[gap.why]}`}>{t(`gaps.${gap.why}`)}</span>
            <small className="muted">{[gap.by, gap.at && showMoment(gap.at), gap.reason].filter(Boolean).join(' · ')}</small>
          </li>
        ))}
      </ul>
    </>
  );
}
