/** A time of day, `HH:mm`. */
import { TimePicker } from 'antd';
import dayjs from 'dayjs';
import type { ClockProps } from './Clock';

export default function ClockPicker({ id, label, value, onChange }: ClockProps & { label: string }) {
  return (
    <TimePicker
      {...(id ? { id } : {})}
      size="small"
      format="HH:mm"
      minuteStep={5}
      allowClear={false}
      needConfirm={false}
      aria-label={label}
      value={dayjs(`2000-01-01T${value}`)}
      onChange={(at) => at && onChange(at.format('HH:mm'))}
    />
  );
}
