/** The working calendar: which weekdays and hours people work, days off and days made up for. */
import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, Segmented } from 'antd';
import { useState } from 'react';
import { useTranslation } from '@/locales/useTranslation';
import { api } from '@/core/api';
import { Icon } from '@/ui/icons';
import { Failed, Loading } from '@/ui/notice';
import { useToast } from '@/ui/toast';
import './calendar.css';
import { useOrgWrite } from './queries';

interface Day {
  day: string;
  works: boolean;
  title: string;
}
interface WorkCalendar {
  weekend: number[];
  hours: [string, string][];
  days: Day[];
}

export function Calendar() {
  const calendar = useQuery({ queryKey: ['org', 'calendar'], queryFn: () => api.get<WorkCalendar>('/calendar') });
  if (calendar.isError) return <Failed error={calendar.error} onRetry={() => void calendar.refetch()} />;
  if (!calendar.data) return <Loading />;
  return <Editing key={calendar.dataUpdatedAt} saved={calendar.data} />;
}

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

function Editing({ saved }: { saved: WorkCalendar }) {
  const { t } = useTranslation();
  const toast = useToast();
  const [given, setGiven] = useState(saved);
  const save = useOrgWrite(
    () => api.put('/calendar', { ...given, days: given.days.filter((one) => one.day) }),
    () => toast.done(t('org.calendar_saved')),
  );
  const change = (part: Partial<WorkCalendar>) => setGiven({ ...given, ...part });
  return (
    <div className="calendar">
      <section>
        <h3>{t('org.workdays')}</h3>
        <div className="calendar-week">
          {WEEKDAYS.map((day) => (
            <Checkbox
              key={day}
              checked={!given.weekend.includes(day)}
              onChange={(event) => change({ weekend: event.target.checked ? given.weekend.filter((one) => one !== day) : [...given.weekend, day].sort() })}
            >
              {t(`org.weekday_${day}`)}
            </Checkbox>
          ))}
        </div>
      </section>
      <Hours hours={given.hours} onChange={(hours) => change({ hours })} />
      <Days days={given.days} onChange={(days) => change({ days })} />
      <div className="calendar-foot">
        <Button type="primary" disabled={given === saved} loading={save.isPending} onClick={() => save.mutate(undefined)}>
          {t('save')}
        </Button>
        <p className="muted">{t('org.calendar_more')}</p>
      </div>
    </div>
  );
}

function Hours({ hours, onChange }: { hours: [string, string][]; onChange: (hours: [string, string][]) => void }) {
  const { t } = useTranslation();
  const set = (at: number, end: 0 | 1, time: string) => onChange(hours.map((one, n) => (n === at ? ((end === 0 ? [time, one[1]] : [one[0], time]) as [string, string]) : one)));
  return (
    <section>
      <h3>{t('org.hours')}</h3>
      {hours.map(([begin, end], n) => (
        <div className="calendar-line" key={n}>
          <Input type="time" aria-label={t('org.from')} value={begin} onChange={(event) => set(n, 0, event.target.value)} />
          <span>–</span>
          <Input type="time" aria-label={t('org.to')} value={end} onChange={(event) => set(n, 1, event.target.value)} />
          <Button type="text" aria-label={t('delete')} disabled={hours.length === 1} icon={<Icon name="close" />} onClick={() => onChange(hours.filter((_, at) => at !== n))} />
        </div>
      ))}
      <Button type="dashed" icon={<Icon name="add" />} disabled={hours.length >= 8} onClick={() => onChange([...hours, ['18:30', '20:30']])}>
        {t('org.add_hours')}
      </Button>
    </section>
  );
}

function Days({ days, onChange }: { days: Day[]; onChange: (days: Day[]) => void }) {
  const { t } = useTranslation();
  const set = (at: number, part: Partial<Day>) => onChange(days.map((one, n) => (n === at ? { ...one, ...part } : one)));
  return (
    <section>
      <h3>{t('org.special_days')}</h3>
      {days.length === 0 && <p className="muted calendar-none">{t('org.no_special_days')}</p>}
      {days.map((one, n) => (
        <div className="calendar-line" key={n}>
          <Input type="date" aria-label={t('org.day')} value={one.day} onChange={(event) => set(n, { day: event.target.value })} />
          <Segmented
            value={one.works ? 'works' : 'free'}
            options={[
              { value: 'free', label: t('org.day_off') },
              { value: 'works', label: t('org.made_up') },
            ]}
            onChange={(value) => set(n, { works: value === 'works' })}
          />
          <Input className="calendar-title" aria-label={t('org.day_title')} placeholder={t('org.day_title')} maxLength={50} value={one.title} onChange={(event) => set(n, { title: event.target.value })} />
          <Button type="text" aria-label={t('delete')} icon={<Icon name="close" />} onClick={() => onChange(days.filter((_, at) => at !== n))} />
        </div>
      ))}
      <Button type="dashed" icon={<Icon name="add" />} onClick={() => onChange([...days, { day: '', works: false, title: '' }])}>
        {t('org.add_day')}
      </Button>
    </section>
  );
}
