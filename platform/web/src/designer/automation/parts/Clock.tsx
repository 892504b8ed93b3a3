/** A time of day, and the time zone it is meant in. */
import { Select, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { Labelled } from '../../lib/Labelled';
import { useT } from '../../words';

export function Clock({ id, value, onChange }: { id?: string; value: string; onChange: (at: string) => void }) {
  const t = useT();
  return <TimePicker {...(id ? { id } : {})} size="small" format="HH:mm" minuteStep={5} allowClear={false} needConfirm={false} aria-label={t('time.at')} value={dayjs(`2000-01-01T${value}`)} onChange={(at) => at && onChange(at.format('HH:mm'))} />;
}

export const HOME_ZONE = 'Asia/Shanghai';

export function ZoneSelect({ value, onChange }: { value: string | undefined; onChange: (zone: string | undefined) => void }) {
  const t = useT();
  const zones = [...new Set([HOME_ZONE, value ?? HOME_ZONE, ...Intl.supportedValuesOf('timeZone')])];
  return <Labelled name={t('automation.zone')}>{(id) => <Select id={id} size="small" style={{ width: '100%' }} showSearch value={value ?? HOME_ZONE} options={zones.map((one) => ({ value: one, label: one === HOME_ZONE ? t('automation.zone_home') : one }))} onChange={(zone: string) => onChange(zone === HOME_ZONE ? undefined : zone)} />}</Labelled>;
}
