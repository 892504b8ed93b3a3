/** So many days before or after a date. */
import { Select } from 'antd';
import { useState } from 'react';
import { NumberInput } from '../../lib/NumberInput';
import { useT } from '../../words';

const FURTHEST_DAYS = 3660;

export function Shift({ days, onChange }: { days: number; onChange: (days: number) => void }) {
  const t = useT();
  const [side, setSide] = useState(days < 0 ? -1 : 1);
  return (
    <>
      <Select
        size="small"
        aria-label={t('time.side')}
        value={days === 0 ? side : Math.sign(days)}
        options={[{ value: -1, label: t('time.before') }, { value: 1, label: t('time.after') }]}
        onChange={(next: number) => {
          setSide(next);
          onChange(Math.abs(days) * next);
        }}
      />
      <label>
        <NumberInput size="small" min={0} max={FURTHEST_DAYS} precision={0} value={Math.abs(days)} aria-label={t('time.days')} onChange={(n) => onChange((n ?? 0) * (days === 0 ? side : Math.sign(days)) || 0)} />
        <span>{t('time.days')}</span>
      </label>
    </>
  );
}
