/** A time of day, `HH:mm`; the clock to choose it from is heavy and comes by itself. */
import { Input } from 'antd';
import { lazy, Suspense } from 'react';
import { useT } from '../words';

const ClockPicker = lazy(() => import('./ClockPicker'));

export interface ClockProps {
  id?: string | undefined;
  value: string;
  onChange: (next: string) => void;
}

export function Clock(props: ClockProps) {
  const label = useT()('time.at');
  return (
    <Suspense fallback={<Input size="small" readOnly value={props.value} aria-label={label} />}>
      <ClockPicker {...props} label={label} />
    </Suspense>
  );
}
