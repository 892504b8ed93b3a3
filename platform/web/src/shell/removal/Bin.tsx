/** 最近删除: what may come back. */
import { Button } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { showMoment } from '@/core/moments';
import { useWords } from '@/ui/hooks';
import { Card } from '@/ui/page';
import { useRemoved, useRestore, type RemovedDocument } from './queries';
import './removal.css';

export function Bin({ app }: { app: string }) {
  const { t } = useTranslation();
  const removed = useRemoved(app);
  const restore = useRestore(app);
  if (removed.length === 0) return null;
  return (
    <Card title={t('removal.bin')}>
      <p className="muted design-help">{t('removal.bin_help')}</p>
      <ul className="removal-bin">
        {removed.map((one) => <Line key={`${one.kind}/${one.key}`} one={one} isBusy={restore.isPending} onRestore={(name) => restore.mutate({ kind: one.kind, key: one.key, name })} />)}
      </ul>
    </Card>
  );
}

function Line({ one, isBusy, onRestore }: { one: RemovedDocument; isBusy: boolean; onRestore: (name: string) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const name = words(one.title) || one.key;
  return (
    <li>
      <span className="removal-name">{name}</span>
      <em>{t(`removal.kind_${one.kind}`)}</em>
      <span className="muted">
        {t('removal.by', { by: one.by?.name ?? '', at: showMoment(one.removed_at) })}
        {one.along.length > 0 && ` · ${t('removal.with', { n: one.along.length })}`}
      </span>
      <Button size="small" disabled={isBusy} aria-label={t('removal.restore_of', { name })} onClick={() => onRestore(name)}>{t('removal.restore')}</Button>
    </li>
  );
}
