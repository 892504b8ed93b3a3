/** The time zone that a time of day is meant in. */
import { Select } from 'antd';
import { Labelled } from '../../lib/Labelled';
import { useT } from '../../words';

const HOME_ZONE = 'Asia/Shanghai';

export function ZoneSelect({ value, onChange }: { value: string | undefined; onChange: (zone: string | undefined) => void }) {
  const t = useT();
  const zones = [...new Set([HOME_ZONE, value ?? HOME_ZONE, ...Intl.supportedValuesOf('timeZone')])];
  return (
    <Labelled name={t('automation.zone')}>
      {(id) => (
        <Select
          id={id}
          size="small"
          style={{ width: '100%' }}
          showSearch
          value={value ?? HOME_ZONE}
          options={zones.map((one) => ({ value: one, label: one === HOME_ZONE ? t('automation.zone_home') : one }))}
          onChange={(zone: string) => onChange(zone === HOME_ZONE ? undefined : zone)}
        />
      )}
    </Labelled>
  );
}
