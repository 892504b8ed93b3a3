import type { Trigger } from '../document';
import { defineTrigger, factsOfTrigger } from '../kind';
import { valuesShape } from '../shape';

export interface Schedule extends Trigger {
  time_zone?: string;
  daily?: { at: string };
  weekly?: { days: number[]; at: string };
  monthly?: { days: number[]; at: string };
  cron?: string;
}

export const FRESH = { daily: { at: '09:00' }, weekly: { days: [1], at: '09:00' }, monthly: { days: [1], at: '09:00' }, cron: '0 9 * * 1-5' };
export const LAST = -1;

export default defineTrigger<Schedule>({
  edits: ['cron', 'daily', 'monthly', 'time_zone', 'weekly'],
  create: () => ({ daily: FRESH.daily }),
  say: ({ daily, weekly, monthly, cron }, { t }) => {
    if (weekly) return [t('automation.says_weekly', { days: weekly.days.map((n) => t(`automation.week_${n}`)).join('、') || '…', at: weekly.at })];
    if (monthly) return [t('automation.says_monthly', { days: monthly.days.map((n) => (n === LAST ? t('automation.month_last') : t('automation.month_day', { n }))).join('、') || '…', at: monthly.at })];
    return [cron !== undefined ? t('automation.says_cron', { cron }) : t('automation.says_daily', { at: daily?.at ?? '…' })];
  },
  subject: () => valuesShape([{ id: 'date', type: 'date', label: { 'zh-CN': '日期', en: 'Date' } }, { id: 'at', type: 'datetime', label: { 'zh-CN': '时间', en: 'Time' } }], factsOfTrigger('schedule').words),
});
