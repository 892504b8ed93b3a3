/** For who is here the first time: a line that offers the tour and is gone at a click. */
import { Button } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useMe } from '@/runtime/session';
import { Icon } from '@/ui/icons';
import { late } from '@/ui/late';
import { bring } from '@/locales';
import { endTour, isTourSeen, startTour, touring } from './steps';
import words from './tour.words.json';

bring(words);

const Tour = late(async () => (await import('./Tour')).default);

export function Welcome() {
  const { t } = useTranslation();
  const me = useMe();
  const isTouring = useSyncExternalStore(touring.subscribe, touring.get);
  const [isSeen, setSeen] = useState(isTourSeen);
  const leave = () => {
    endTour();
    setSeen(true);
  };
  return (
    <>
      {!isSeen && !isTouring && (
        <div className="welcome">
          <Icon name="flag" size={18} />
          <span>{t(me.is_admin ? 'tour.welcome_admin' : 'tour.welcome', { name: me.name })}</span>
          <Button size="small" type="primary" onClick={() => (setSeen(true), startTour())}>{t('tour.start')}</Button>
          <button type="button" className="icon-button" aria-label={t('tour.leave')} onClick={leave}><Icon name="close" size={16} /></button>
        </div>
      )}
      {isTouring && <Tour />}
    </>
  );
}
