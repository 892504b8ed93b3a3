/** A length of time, or a date of the record and how far from it. */
import { Input, Segmented, Select, Switch } from 'antd';
import { late } from '@/ui/late';
import dayjs from 'dayjs';
import { Clock } from '../../lib/Clock';
import { Labelled } from '../../lib/Labelled';
import { NumberInput } from '../../lib/NumberInput';
import { useNamed } from '../../lib/names';
import { useT } from '../../words';
import type { Period } from '../document';

/** The calendar is heavy: it comes to who sets a moment. */
const MomentPicker = late(async () => (await import('./MomentPicker')).default, ({ value }) => <Input size="small" readOnly value={dayjs(value).format('YYYY-MM-DD HH:mm')} />);

const UNITS = ['days', 'hours', 'minutes'] as const;
const NINE = '09:00';
const FURTHEST_DAYS = 3660;

export function PeriodInput({ value, onChange }: { value: Period; onChange: (next: Period) => void }) {
  const t = useT();
  const { until, moment, working = false } = value;
  const rest = working ? { working } : {};
  return (
    <>
      <Labelled name={t('time.kind')}>
        {() => (
          <Segmented
            block
            size="small"
            value={moment !== undefined ? 'moment' : until ? 'until' : 'length'}
            options={[{ value: 'length', label: t('time.length') }, { value: 'until', label: t('time.until') }, { value: 'moment', label: t('time.moment') }]}
            onChange={(next) => onChange(next === 'until' ? { until: { field: '' }, ...rest } : next === 'moment' ? { moment: dayjs().add(1, 'day').startOf('hour').format(), ...rest } : { days: 1, ...rest })}
          />
        )}
      </Labelled>
      {moment !== undefined ? <Moment value={moment} onChange={(next) => onChange({ moment: next, ...rest })} /> : until ? <Until value={until} onChange={(next) => onChange({ until: next, ...rest })} /> : <Length value={value} onChange={(next) => onChange({ ...next, ...rest })} />}
      <Labelled name={t('time.working')} hint={t('time.working_hint')} isBeside>
        {(id) => <Switch id={id} size="small" checked={working} onChange={(on) => onChange({ ...value, working: on })} />}
      </Labelled>
    </>
  );
}

/** The same moment for every record. */
function Moment({ value, onChange }: { value: string; onChange: (next: string) => void }) {
  const t = useT();
  return (
    <Labelled name={t('time.moment')}>
      {(id) => <MomentPicker id={id} value={value} onChange={onChange} />}
    </Labelled>
  );
}

function Length({ value, onChange }: { value: Period; onChange: (next: Period) => void }) {
  const t = useT();
  const lengths = Object.fromEntries(UNITS.flatMap((unit) => (value[unit] ? [[unit, value[unit]]] : [])));
  return (
    <div className="fl-length">
      {UNITS.map((unit) => (
        <label key={unit}>
          <NumberInput size="small" min={0} precision={0} value={value[unit] ?? 0} aria-label={t(`time.${unit}`)} onChange={(n) => onChange({ ...lengths, [unit]: n || undefined })} />
          <span>{t(`time.${unit}`)}</span>
        </label>
      ))}
    </div>
  );
}

function Until({ value, onChange }: { value: NonNullable<Period['until']>; onChange: (next: NonNullable<Period['until']>) => void }) {
  const t = useT();
  const named = useNamed();
  const dates = named.filter((one) => one.field.type === 'date' || one.field.type === 'datetime');
  const chosen = dates.find((one) => one.path === value.field);
  const days = value.days ?? 0;
  const put = (changes: Partial<typeof value>) => {
    const next = { ...value, ...changes };
    onChange({ field: next.field, ...(next.days ? { days: next.days } : {}), ...(next.at && next.at !== NINE ? { at: next.at } : {}) });
  };
  return (
    <>
      <Labelled name={t('time.field')}>
        {(id) => <Select id={id} size="small" style={{ width: '100%' }} value={value.field || null} placeholder={t('cond.choose')} options={dates.map((one) => ({ value: one.path, label: one.label }))} onChange={(field: string) => put({ field })} />}
      </Labelled>
      <div className="fl-length">
        <Select size="small" aria-label={t('time.side')} value={days < 0 ? -1 : 1} options={[{ value: -1, label: t('time.before') }, { value: 1, label: t('time.after') }]} onChange={(side: number) => put({ days: Math.abs(days) * side })} />
        <label>
          <NumberInput size="small" min={0} max={FURTHEST_DAYS} precision={0} value={Math.abs(days)} aria-label={t('time.days')} onChange={(n) => put({ days: (n ?? 0) * (days < 0 ? -1 : 1) })} />
          <span>{t('time.days')}</span>
        </label>
        {chosen?.field.type !== 'datetime' && <Clock value={value.at ?? NINE} onChange={(at) => put({ at })} />}
      </div>
    </>
  );
}
