import { Checkbox, Input, Segmented, Select } from 'antd';
import { Labelled } from '../../lib/Labelled';
import { useT } from '../../words';
import type { Trigger } from '../document';
import { defineTrigger, factsOfTrigger, type TriggerPanelProps } from '../kind';
import { Clock } from '../../lib/Clock';
import { ZoneSelect } from '../parts/ZoneSelect';
import { valuesShape } from '../shape';

interface Schedule extends Trigger {
  time_zone?: string;
  daily?: { at: string };
  weekly?: { days: number[]; at: string };
  monthly?: { days: number[]; at: string };
  cron?: string;
}
const WAYS = ['daily', 'weekly', 'monthly', 'cron'] as const;
type Way = (typeof WAYS)[number];
const FRESH = { daily: { at: '09:00' }, weekly: { days: [1], at: '09:00' }, monthly: { days: [1], at: '09:00' }, cron: '0 9 * * 1-5' };
const WEEK = [1, 2, 3, 4, 5, 6, 7];
const LAST = -1;
const MONTH = [...Array.from({ length: 31 }, (_, n) => n + 1), LAST];
const wayOf = (trigger: Schedule): Way => WAYS.find((one) => trigger[one] !== undefined) ?? 'daily';

function Panel({ trigger, patch }: TriggerPanelProps<Schedule>) {
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

export default defineTrigger<Schedule>({
  edits: ['cron', 'daily', 'monthly', 'time_zone', 'weekly'],
  create: () => ({ daily: FRESH.daily }),
  say: ({ daily, weekly, monthly, cron }, { t }) => {
    if (weekly) return [t('automation.says_weekly', { days: weekly.days.map((n) => t(`automation.week_${n}`)).join('、') || '…', at: weekly.at })];
    if (monthly) return [t('automation.says_monthly', { days: monthly.days.map((n) => (n === LAST ? t('automation.month_last') : t('automation.month_day', { n }))).join('、') || '…', at: monthly.at })];
    return [cron !== undefined ? t('automation.says_cron', { cron }) : t('automation.says_daily', { at: daily?.at ?? '…' })];
  },
  subject: () => valuesShape([{ id: 'date', type: 'date', label: { 'zh-CN': '日期', en: 'Date' } }, { id: 'at', type: 'datetime', label: { 'zh-CN': '时间', en: 'Time' } }], factsOfTrigger('schedule').words),
  Panel,
});
