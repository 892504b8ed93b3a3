/** From a moment until another, not before today. */
import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';

export type Period = [Dayjs, Dayjs];

interface PeriodPickerProps {
  id?: string;
  value?: Period;
  onChange?: (period: Period) => void;
}

/** Takes its value from the form around it. */
export default function PeriodPicker({ id = '', value, onChange }: PeriodPickerProps) {
  return (
    <DatePicker.RangePicker
      id={id}
      value={value ?? null}
      onChange={(period) => onChange?.(period as Period)}
      style={{ width: '100%' }}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      disabledDate={(day) => day.isBefore(dayjs().startOf('day'))}
    />
  );
}
