/** A list without rows: why, and what to do about it. */
import { Button } from 'antd';
import { useTranslation } from '@/locales/useTranslation';
import { Empty } from '@/ui/notice';

interface NothingProps {
  name: string;
  isNarrowed: boolean;
  isBin: boolean;
  onShowAll: () => void;
  onLeaveBin: () => void;
  onNew: (() => void) | undefined;
}

export function Nothing({ name, isNarrowed, isBin, onShowAll, onLeaveBin, onNew }: NothingProps) {
  const { t } = useTranslation();
  if (isNarrowed) {
    return (
      <Empty icon="search" title={t('list.none_found')} actions={<Button onClick={onShowAll}>{t('list.show_all')}</Button>}>
        {t('list.none_found_more')}
      </Empty>
    );
  }
  if (isBin) {
    return (
      <Empty icon="delete" title={t('list.none_bin')} actions={<Button onClick={onLeaveBin}>{t('list.leave_bin')}</Button>}>
        {t('list.none_bin_more')}
      </Empty>
    );
  }
  return (
    <Empty icon="form" title={t('list.none', { name })} actions={onNew && <Button type="primary" onClick={onNew}>{t('list.new_first')}</Button>}>
      {onNew ? t('list.none_more') : t('list.none_reader')}
    </Empty>
  );
}
