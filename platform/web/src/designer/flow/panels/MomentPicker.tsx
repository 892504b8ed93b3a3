/** A day and a time of day. */
import { DatePicker } from 'antd';
import dayjs from 'dayjs';

export default function MomentPicker({ id, value, onChange }: { id: string; value: string; onChange: (next: string) => void }) {
  return (
    <DatePicker
      id={id}
      size="small"
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      allowClear={false}
      style={{ width: '100%' }}
      value={dayjs(value)}
      onChange={(next) => next && onChange(next.format())}
    />
  );
}
