/** Five steps over the page, each beside what it is about; arrows and Escape work. */
import { Tour as AntTour } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { useMe } from '@/runtime/session';
import { endTour, STEPS } from './steps';

export default function Tour() {
  const { t } = useTranslation();
  const me = useMe();
  const steps = useMemo(
    () =>
      (me.is_admin ? STEPS.admin : STEPS.member).flatMap(({ id, target }) => {
        const shown = document.querySelector<HTMLElement>(target);
        return shown ? [{ title: t(`tour.${id}`), description: t(`tour.${id}_more`), target: () => shown }] : [];
      }),
    [me.is_admin, t],
  );
  return <AntTour open steps={steps} onClose={endTour} onFinish={endTour} scrollIntoViewOptions={{ block: 'nearest' }} />;
}
