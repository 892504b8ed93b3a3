/** A time of day, `HH:mm`; the clock to choose it from is heavy and comes by itself. */
import { Input } from 'antd';
import { late } from '@/ui/late';
import { useT } from '../words';

const ClockPicker = late(async () => (await import('./ClockPicker')).default, ({ value, label }) => <Input size="small" readOnly value={value} aria-label={label} />);

export interface ClockProps {
  id?: string | undefined;
  value: string;
  onChange: (next: string) => void;
}

export function Clock(props: ClockProps) {
  const label = useT()('time.at');
  return <ClockPicker {...props} label={label} />;
}
