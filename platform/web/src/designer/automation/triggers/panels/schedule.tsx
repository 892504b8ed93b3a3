import { Checkbox, Input, Segmented, Select } from 'antd';
import { Labelled } from '../../../lib/Labelled';
import { useT } from '../../../words';
import type { TriggerPanelProps } from '../../kind';
import { Clock } from '../../../lib/Clock';
import { ZoneSelect } from '../../parts/ZoneSelect';
import { FRESH, LAST, type Schedule } from '../schedule';

const WAYS = ['daily', 'weekly', 'monthly', 'cron'] as const;

type Way = (typeof WAYS)[number];

const WEEK = [1, 2, 3, 4, 5, 6, 7];
const MONTH = [...Array.from({ length: 31 }, (_, n) => n + 1), LAST];
const wayOf = (trigger: Schedule): Way => WAYS.find((one) => trigger[one] !== undefined) ?? 'daily';

export default function Panel({ trigger, patch }: TriggerPanelProps<Schedule>) {
  const t = useT();
  const way = wayOf(trigger);
  const choose = (next: Way) => patch({ daily: undefined, weekly: undefined, monthly: undefined, cron: undefined, [next]: FRESH[next] });
  return (
    <>
      <Labelled name={t('automation.how_often')}>{() => <Segmented block size="small" value={way} options={WAYS.map((one) => ({ value: one, label: t(`automation.${one}`) }))} onChange={choose} />}</Labelled>
      {trigger.weekly && <Labelled name={t('automation.week_days')}>{() => <Checkbox.Group className="au-checks" value={trigger.weekly!.days} options={WEEK.map((n) => ({ value: n, label: t(`automation.week_${n}`) }))} onChange={(days) => patch({ weekly: { ...trigger.weekly!, days: WEEK.filter((n) => days.includes(n)) } })} />}</Labelled>}
      {trigger.monthly && <Labelled name={t('automation.month_days')}>{(id) => <Select id={id} size="small" mode="multiple" style={{ width: '100%' }} value={trigger.monthly!.days} options={MONTH.map((n) => ({ value: n, label: n === LAST ? t('automation.month_last') : t('automation.month_day', { n }) }))} onChange={(days: number[]) => patch({ monthly: { ...trigger.monthly!, days } })} />}</Labelled>}
      {way === 'cron' ? (
        <Labelled name={t('automation.cron')} hint={t('automation.cron_hint')}>{(id) => <Input id={id} size="small" value={trigger.cron ?? ''} onChange={(event) => patch({ cron: event.target.value })} />}</Labelled>
      ) : (
        <Labelled name={t('time.at')}>{(id) => <Clock id={id} value={trigger[way]?.at ?? '09:00'} onChange={(at) => patch({ [way]: { ...trigger[way], at } })} />}</Labelled>
      )}
      <ZoneSelect value={trigger.time_zone} onChange={(time_zone) => patch({ time_zone })} />
    </>
  );
}
